"""Pictures and cards: what a notebook shows, and what is saved as a page that needs neither kernel nor network.

``theme.css`` holds the colours of all views, ``vendor/`` the front-end code of others with its licences.
"""
