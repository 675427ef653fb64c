"""The whole installation in one file: every table and upload, with what it takes to know that it is whole.

A plain tar. Members have numbers for names; which table or upload each is, stands in the manifest, which
comes last, since only then are the sums of all the others known.
"""
