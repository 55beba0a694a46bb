"""`python -m bench`: how fast Wegwijzer serves, beside a bare FastAPI and datasette, within one run."""
