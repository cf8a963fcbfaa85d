/**
 * Runs one Lambda function's handler in this process; its parent sends over IPC what to load and invoke.
 * Messages in: `init` {root, handler, now, origins} once, then `invoke` {id, now, deadlineMs, event, context}.
 * Messages out: `ready`, `failed` {error}, `result` {id, payload | error}. Instants are epoch milliseconds.
 */
const Module = require("node:module");
const path = require("node:path");
const fs = require("node:fs");
const { pathToFileURL } = require("node:url");

const RealDate = Date;
const realNow = RealDate.now.bind(RealDate);
let offsetMs = 0;
let handler;

function setClock(now) {
  offsetMs = now - realNow();
}

function installClock() {
  const now = () => realNow() + offsetMs;
  RealDate.now = now;
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length ? args : [now()], newTarget),
  });
  RealDate.prototype.constructor = globalThis.Date;
}

/** Redirects requests to mapped origins, and refuses all other requests except those to loopback. */
function installFetch(origins) {
  const realFetch = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const isRequest = input instanceof Request;
    const url = new URL(isRequest ? input.url : String(input));
    const mapped = origins[url.origin];
    if (!mapped) {
      if (!["127.0.0.1", "localhost", "[::1]"].includes(url.hostname)) {
        throw new TypeError("fetch failed", {
          cause: new Error(`${url.origin} cannot be reached from the local Lambda host`),
        });
      }
      return realFetch(input, init);
    }
    const target = new URL(url.pathname + url.search, mapped);
    return realFetch(isRequest ? new Request(target, input) : target, init);
  };
}

/** A function may load its own zip and its runtime's SDK, but not this machine's other packages, which AWS lacks. */
function confineModules(root) {
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function confined(request, parent, ...rest) {
    const file = resolve.call(this, request, parent, ...rest);
    const ours = parent?.filename?.startsWith(root + path.sep);
    const outside = path.isAbsolute(file) && !file.startsWith(root + path.sep);
    if (ours && outside && !/^@(aws-sdk|smithy)\//.test(request)) {
      throw Object.assign(new Error(`Cannot find module '${request}'`), { code: "MODULE_NOT_FOUND" });
    }
    return file;
  };
}

async function load(root, name) {
  const dot = name.lastIndexOf(".");
  const stem = path.join(root, name.slice(0, dot));
  const file = [".js", ".mjs", ".cjs"]
    .map((ending) => stem + ending)
    .find((candidate) => fs.existsSync(candidate));
  if (!file)
    throw Object.assign(new Error(`Cannot find module '${name.slice(0, dot)}'`), {
      name: "Runtime.ImportModuleError",
    });
  const loaded = file.endsWith(".mjs") ? await import(pathToFileURL(file).href) : require(file);
  const found = loaded[name.slice(dot + 1)];
  if (typeof found !== "function") {
    throw Object.assign(new Error(`${name} is undefined or not exported`), {
      name: "Runtime.HandlerNotFound",
    });
  }
  return found;
}

function describe(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") };
}

async function init({ root, handler: name, now, origins }) {
  setClock(now);
  installClock();
  installFetch(origins);
  confineModules(root);
  try {
    handler = await load(root, name);
    process.send({ type: "ready" });
  } catch (error) {
    process.send({ type: "failed", error: describe(error) });
  }
}

async function invoke({ id, now, deadlineMs, event, context }) {
  setClock(now);
  const deadline = realNow() + deadlineMs;
  const full = { ...context, getRemainingTimeInMillis: () => Math.max(0, deadline - realNow()) };
  try {
    const result = await handler(JSON.parse(event), full);
    process.send({ type: "result", id, payload: JSON.stringify(result) ?? "null" });
  } catch (error) {
    console.error(error);
    process.send({ type: "result", id, error: describe(error) });
  }
}

process.on("disconnect", () => process.exit(0));
process.on("message", (message) => (message.type === "init" ? init(message) : invoke(message)));
