import type {
  Invocation,
  JmapId,
  JmapResponse,
  JmapSession,
  ResultReference,
  UploadResponse,
} from "@congthu/shared/jmap/core";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { ApiError, callApi, codeOf, csrfHeaders } from "./api-client.ts";
import { codeOfMethodError } from "./jmap-errors.ts";
import type { Args, MethodName, Reply } from "./jmap-methods.ts";

/** A call within a batch; `ref` points later calls into its reply (RFC 8620 §3.7). */
export type Call<M extends MethodName> = { id: string; name: M; ref: (path: string) => ResultReference };

export type Batch = {
  readonly calls: Invocation[];
  add: <M extends MethodName>(name: M, args: Args<M>) => Call<M>;
};

export type Replies = {
  /** The reply to a call; throws JmapError when the method was refused. */
  of: <M extends MethodName>(call: Call<M>) => Reply<M>;
};

/** A method-level refusal; `type` as RFC 8620 §3.6.2 names it. */
export class JmapError extends ApiError {
  readonly type: string;
  constructor(type: string) {
    super(codeOfMethodError(type), 200);
    this.type = type;
  }
}

export type JmapClient = {
  readonly session: JmapSession;
  run: (batch: Batch) => Promise<Replies>;
  upload: (accountId: JmapId, file: Blob, watch: UploadWatch) => Promise<UploadResponse>;
  downloadUrl: (accountId: JmapId, blob: { blobId: JmapId; type: string; name: string }) => string;
  eventSourceUrl: (types: readonly string[], pingSeconds: number) => string;
};
export type UploadWatch = { onProgress?: (fraction: number) => void; signal?: AbortSignal };

/** An empty request; calls run in the order in which they are added. */
export function newBatch(): Batch {
  const calls: Invocation[] = [];
  return {
    calls,
    add(name, args) {
      const id = `c${calls.length}`;
      calls.push([name, args as Record<string, unknown>, id]);
      return { id, name, ref: (path) => ({ resultOf: id, name, path }) };
    },
  };
}

/** Reads the session resource (RFC 8620 §2). */
export function readJmapSession(): Promise<JmapSession> {
  return callApi<JmapSession>("GET", "/.well-known/jmap");
}

/** The calls that follow from a session resource. `onMoved` hears when the server has another one by now (RFC 8620 §3.4). */
export function newJmapClient(session: JmapSession, onMoved: () => void = () => {}): JmapClient {
  const using = Object.values(CAPABILITY).filter((uri) => uri in session.capabilities);
  return {
    session,
    async run(batch) {
      const body = { using, methodCalls: batch.calls };
      const response = await callApi<JmapResponse>("POST", session.apiUrl, { body });
      if (response.sessionState !== session.state) onMoved();
      return readReplies(response.methodResponses);
    },
    upload: (accountId, file, watch) => postFile(expandUrl(session.uploadUrl, { accountId }), file, watch),
    downloadUrl: (accountId, { blobId, type, name }) =>
      expandUrl(session.downloadUrl, { accountId, blobId, type, name: name || "tep" }),
    eventSourceUrl: (types, pingSeconds) =>
      expandUrl(session.eventSourceUrl, { types: types.join(","), closeafter: "no", ping: String(pingSeconds) }),
  };
}

/** Finds replies by call id. A method may answer twice (RFC 8621 §7.5 adds an implicit Email/set): the first counts. */
export function readReplies(responses: Invocation[]): Replies {
  return {
    of(call) {
      const found = responses.find(([name, , id]) => id === call.id && (name === call.name || name === "error"));
      if (!found) throw new JmapError("serverFail");
      if (found[0] === "error") throw new JmapError(String(found[1].type));
      return found[1] as never;
    },
  };
}

/** A URI template of level 1 (RFC 6570 §1.2): `{name}` becomes the percent-encoded value. */
export function expandUrl(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
}

/** Sends a file; gives what the server made of it. Throws ApiError. */
export function postFile<T = UploadResponse>(url: string, file: Blob, { onProgress, signal }: UploadWatch): Promise<T> {
  // fetch tells no progress of what it sends; XMLHttpRequest does.
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open("POST", url);
    xhr.responseType = "json";
    xhr.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    for (const [name, value] of Object.entries(csrfHeaders())) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = (e) => e.lengthComputable && onProgress?.(e.loaded / e.total);
    xhr.onload = () =>
      xhr.status >= 200 && xhr.status < 300 && xhr.response
        ? resolve(xhr.response as T)
        : reject(new ApiError(codeOf(xhr.response, xhr.status), xhr.status));
    xhr.onerror = () => reject(new ApiError("client.offline", 0));
    xhr.onabort = () => reject(new DOMException("upload cancelled", "AbortError"));
    signal?.addEventListener("abort", () => xhr.abort(), { once: true });
    xhr.send(file);
  });
}
