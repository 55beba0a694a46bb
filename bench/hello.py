"""The yardstick: the least that FastAPI can do."""

from fastapi import FastAPI

app = FastAPI(openapi_url=None)


@app.get("/")
async def say_hello() -> dict[str, str]:
    """Answer with one small object."""
    return {"hello": "world"}
