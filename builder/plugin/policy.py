"""What pages of the site may load: their content security policy."""

from __future__ import annotations

#: What a page of the site needs and nothing else: files of its own, WebAssembly for searching, and images that
#: Material's stylesheet carries within itself. No inline script or style at all.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'self'"
)
