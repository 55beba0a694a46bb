"""The OpenAPI document as rows for the reference page."""

from typing import Any

Document = dict[str, Any]

NEEDED = {
    "/suggest": "?q=natuu",
    "/geocode": "?q=Moerwijk",
    "/next-steps": "?theme=nature",
    "/next-steps/card": "?theme=nature",
}
"""What a path cannot be tried without."""
METHODS = ("get", "post", "put", "patch", "delete")


def describe_operations(document: Document) -> list[dict[str, Any]]:
    """Each operation with its parameters, answers and a link to try it."""
    found = []
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method not in METHODS:
                continue
            shared = item.get("parameters", [])
            parameters = [_resolve(each, document) for each in [*shared, *operation.get("parameters", [])]]
            found.append(
                {
                    "method": method.upper(),
                    "path": f"/v1{path}",
                    "operation_id": operation["operationId"],
                    "summary": operation.get("summary", ""),
                    "description": operation.get("description", ""),
                    "parameters": [_describe(parameter) for parameter in parameters if parameter["in"] != "header"],
                    "answers": [
                        {"status": status, "description": _resolve(answer, document).get("description", "")}
                        for status, answer in operation["responses"].items()
                    ],
                    "try_url": f"/v1{path}{NEEDED.get(path, '')}" if _can_be_tried(path, method, operation) else None,
                }
            )
    return found


def _can_be_tried(path: str, method: str, operation: Document) -> bool:
    """By following a link: a reading without a key and without an id."""
    return method == "get" and "{" not in path and not operation.get("security")


def _resolve(part: Document, document: Document) -> Document:
    reference = part.get("$ref")
    if reference is None:
        return part
    target: Any = document
    for name in reference.removeprefix("#/").split("/"):
        target = target[name]
    resolved: Document = target
    return resolved


def _describe(parameter: Document) -> dict[str, str]:
    example = parameter.get("example", "")
    if not example and parameter.get("examples"):
        example = next(iter(parameter["examples"].values())).get("value", "")
    text = ",".join(map(str, example)) if isinstance(example, list) else str(example)
    return {"name": parameter["name"], "description": parameter.get("description", ""), "example": text}
