"""The `{name:id}` of our paths: one segment that does not begin with an underscore, as actions such as `_search` do."""

from starlette.convertors import StringConvertor, register_url_convertor


class IdConvertor(StringConvertor):
    """Whether the id exists is for the endpoint to say."""

    regex = "[^/_][^/]*"


register_url_convertor("id", IdConvertor())
