"""The terms of standard vocabularies that are written, by their local names."""

from __future__ import annotations

from mappers.rdf.terms import Iri

type = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

label = Iri("http://www.w3.org/2000/01/rdf-schema#label")
comment = Iri("http://www.w3.org/2000/01/rdf-schema#comment")

prefLabel = Iri("http://www.w3.org/2004/02/skos/core#prefLabel")
altLabel = Iri("http://www.w3.org/2004/02/skos/core#altLabel")
inScheme = Iri("http://www.w3.org/2004/02/skos/core#inScheme")
broader = Iri("http://www.w3.org/2004/02/skos/core#broader")
Concept = Iri("http://www.w3.org/2004/02/skos/core#Concept")

title = Iri("http://purl.org/dc/terms/title")
issued = Iri("http://purl.org/dc/terms/issued")
publisher = Iri("http://purl.org/dc/terms/publisher")
temporal = Iri("http://purl.org/dc/terms/temporal")
isPartOf = Iri("http://purl.org/dc/terms/isPartOf")
source = Iri("http://purl.org/dc/terms/source")
conformsTo = Iri("http://purl.org/dc/terms/conformsTo")
description = Iri("http://purl.org/dc/terms/description")
spatial = Iri("http://purl.org/dc/terms/spatial")
PeriodOfTime = Iri("http://purl.org/dc/terms/PeriodOfTime")
kind = Iri("http://purl.org/dc/terms/type")  # dct:type

startDate = Iri("http://www.w3.org/ns/dcat#startDate")
endDate = Iri("http://www.w3.org/ns/dcat#endDate")
Dataset = Iri("http://www.w3.org/ns/dcat#Dataset")

primaryTopic = Iri("http://xmlns.com/foaf/0.1/primaryTopic")
name = Iri("http://xmlns.com/foaf/0.1/name")

member = Iri("http://www.w3.org/ns/org#member")
organization = Iri("http://www.w3.org/ns/org#organization")
role = Iri("http://www.w3.org/ns/org#role")
unitOf = Iri("http://www.w3.org/ns/org#unitOf")

dataSet = Iri("http://purl.org/linked-data/cube#dataSet")
structure = Iri("http://purl.org/linked-data/cube#structure")

hasSource = Iri("http://www.w3.org/ns/oa#hasSource")
hasSelector = Iri("http://www.w3.org/ns/oa#hasSelector")
start = Iri("http://www.w3.org/ns/oa#start")
end = Iri("http://www.w3.org/ns/oa#end")
exact = Iri("http://www.w3.org/ns/oa#exact")
TextPositionSelector = Iri("http://www.w3.org/ns/oa#TextPositionSelector")
TextQuoteSelector = Iri("http://www.w3.org/ns/oa#TextQuoteSelector")
