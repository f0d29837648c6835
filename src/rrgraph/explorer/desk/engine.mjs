// What the worker of the desk builds on: the SPARQL engine, and what unpacks the page's own blocks.

import init, { Store } from "oxigraph";
import { XzReadableStream } from "xz-decompress";

self.upstream = { init, Store, XzReadableStream };
