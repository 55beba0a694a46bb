"""The `{name:id}` of our paths: one segment that does not begin with an underscore, as actions such as `_search` do."""

from starlette.convertors import StringConvertor, register_url_convertor


class IdConvertor(StringConvertor):
    """Whether the id exists is for the endpoint to say."""

    regex = "[^/_][^/]*"


class NameConvertor(StringConvertor):
    """The name an organisation gives something: any text, slashes too, but not what its actions end in."""

    regex = "(?:(?!/confirm$|/sessions/[^/]+$).)+"


class KeyIdConvertor(StringConvertor):
    """The public name of a key, so that actions beside it (`me`, `report-leaked`) are not taken for one."""

    regex = "key_[^/]+"


register_url_convertor("id", IdConvertor())
register_url_convertor("name", NameConvertor())
register_url_convertor("key", KeyIdConvertor())
