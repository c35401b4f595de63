/* Thousands of links as plain lines on a canvas beneath a cytoscape picture: nothing is kept of them but their places. */
"use strict";
zhoubao.lines = (cy, container, edges, places, width, colour) => {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  canvas.style.cssText = "position:absolute;left:0;top:0;z-index:0;transform-origin:0 0";
  container.prepend(canvas);
  const xs = Float32Array.from(places, ([x]) => x), ys = Float32Array.from(places, ([, y]) => y);
  const REST = 120; /* so long after the last move all is drawn anew, in milliseconds; before, the picture is moved */
  let drawn = null, waiting = 0;

  function draw() {
    waiting = 0;
    const [across, down, zoom, { x, y }] = [cy.width(), cy.height(), cy.zoom(), cy.pan()];
    const fine = window.devicePixelRatio || 1;
    canvas.width = across * fine;
    canvas.height = down * fine;
    canvas.style.width = `${across}px`;
    canvas.style.height = `${down}px`;
    canvas.style.transform = "";
    drawn = { zoom, x, y };
    pen.setTransform(fine * zoom, 0, 0, fine * zoom, fine * x, fine * y);
    pen.strokeStyle = colour;
    pen.globalAlpha = 0.2;
    const left = -x / zoom, top = -y / zoom, right = left + across / zoom, bottom = top + down / zoom;
    edges.forEach(([source, target], number) => {
      const wide = width(number), [a, b, c, d] = [xs[source], ys[source], xs[target], ys[target]];
      if (!wide || (a < left && c < left) || (a > right && c > right) || (b < top && d < top) || (b > bottom && d > bottom)) return;
      pen.lineWidth = wide;
      pen.beginPath();
      pen.moveTo(a, b);
      pen.lineTo(c, d);
      pen.stroke();
    });
  }

  function follow() {
    if (!drawn) return draw();
    const { x, y } = cy.pan(), scale = cy.zoom() / drawn.zoom;
    canvas.style.transform = `translate(${x - drawn.x * scale}px, ${y - drawn.y * scale}px) scale(${scale})`;
    clearTimeout(waiting);
    waiting = setTimeout(draw, REST);
  }

  cy.on("viewport resize", follow);
  cy.on("drag", "node", (event) => {
    const { x, y } = event.target.position(), number = event.target.data("number");
    [xs[number], ys[number]] = [x, y];
    follow();
  });

  /* The number of the link that runs within a few pixels of a place in the picture, or -1. */
  function at({ x, y }) {
    let best = -1, least = 4 / cy.zoom();
    edges.forEach(([source, target], number) => {
      if (!width(number)) return;
      const [a, b, dx, dy] = [xs[source], ys[source], xs[target] - xs[source], ys[target] - ys[source]];
      const along = Math.max(0, Math.min(1, ((x - a) * dx + (y - b) * dy) / (dx * dx + dy * dy || 1)));
      const away = Math.hypot(a + along * dx - x, b + along * dy - y);
      if (away < least) [best, least] = [number, away];
    });
    return best;
  }

  return { at, redraw: draw };
};
