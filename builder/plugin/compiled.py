"""Templates as Jinja compiled them, kept under .cache/: reading 37 of them anew takes 0.5 s of every build."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import PluginCollection

from builder.plugin import digests
from builder.plugin.meanwhile import Meanwhile
from builder.plugin.whitespace import tighten

#: Hexadecimal digits of a fingerprint.
_DIGITS = 2 * digests.SIZE

#: Who may have made a filter of MkDocs's environment for its templates to be kept: Jinja puts what a filter gives for a
#: constant into the compiled template, and of these the versions are part of every key.
_KNOWN = frozenset({"builtins", "jinja2", "markupsafe", "mkdocs"})


class Compiled(jinja2.BytecodeCache):
    """One environment's templates, each in a file. `key` is the fingerprint of everything but a template's text that
    its compiling depends on; a file that is cut short, damaged or of another key counts as not there."""

    def __init__(self, folder: Path, key: str) -> None:
        self._folder = folder
        self._key = key

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja's own check is of the template's text."""
        try:
            raw = (self._folder / bucket.key).read_bytes()
        except OSError:
            return
        body = raw[_DIGITS:]
        if raw[:_DIGITS] == self._head(body):
            bucket.bytecode_from_string(body)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """That a template cannot be kept is no fault."""
        body = bucket.bytecode_to_string()
        file = self._folder / bucket.key
        temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(self._head(body) + body)
            temporary.replace(file)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _head(self, body: bytes) -> bytes:
        return digests.of_all((self._key, digests.of_bytes(body))).encode()


def keep(env: jinja2.Environment, plugins: PluginCollection, folder: Path, key: str) -> None:
    """Keep the compiled templates of MkDocs's environment, unless something else may have its hand in it."""
    made = {str(getattr(one, "__module__", "")).split(".")[0] for one in env.filters.values()}
    if len(plugins.events["env"]) == 1 and made <= _KNOWN:
        options = (env.trim_blocks, env.lstrip_blocks, env.autoescape, sorted(env.extensions))
        env.bytecode_cache = Compiled(folder, digests.of_all((key, repr(options))))


#: A template that another one names. One too many costs milliseconds; one that is missed is compiled when it is needed.
_NAMED = re.compile(r"""(?:include|extends|import|from)\s+["']([^"'\s]+)["']""")


def beforehand(config: MkDocsConfig, folder: Path, key: str) -> Meanwhile[None] | None:
    """Have another process compile and keep what MkDocs's environment makes pages from, .1 s of work, while this one
    loads what makes pages; None where templates are kept already, of which few can have changed."""
    if folder.exists():
        return None

    def compile_all() -> None:
        env = config.theme.get_env()
        tighten(env, [config.theme.custom_dir] if config.theme.custom_dir else [])
        keep(env, config.plugins, folder, key)
        waiting, seen = ["main.html"], {"main.html"}
        while env.bytecode_cache is not None and env.loader is not None and waiting:
            name = waiting.pop()
            # What is wrong with a template is told where a page needs it.
            with suppress(jinja2.TemplateError, UnicodeError):
                env.get_template(name)
                named = set(_NAMED.findall(env.loader.get_source(env, name)[0])) - seen
                seen |= named
                waiting += sorted(named)

    return Meanwhile(compile_all)
