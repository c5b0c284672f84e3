"""A comparison, or the trends of many years, goes in, text comes out: one module per format, no decision in any.

json      the whole, as docs/years.md describes it        csv         one row per change
markdown  for a page or a message                         terminal    for people, with colours
"""
