import * as routes from "@congthu/shared/api/open-data";
import type { Express, Request } from "express";
import type { App } from "../core/app.ts";
import { MailError } from "../core/errors.ts";
import { listOpenReports, type OpenReader, readOpenCsv, readOpenReport } from "../core/reporting/open-data.ts";
import { type Authenticate, requireNothingDue } from "./authenticate.ts";
import { sendFile } from "./rest.ts";

/** Mounts open data, which a province may open to whoever asks: the list of published reports, one as JSON, and as CSV. */
export function mountOpenData(server: Express, app: App, authenticate: Authenticate): void {
  const readerOf = async (req: Request): Promise<OpenReader> => ({
    isSignedIn: await isSignedIn(authenticate, req),
    key: routes.listOpenReports.query.parse(req.query).key,
  });
  server.get(routes.listOpenReports.path, async (req, res) => {
    res.json({ items: await listOpenReports(app, await readerOf(req)) });
  });
  server.get(routes.readOpenReport.path, async (req, res) => {
    const { reportId } = routes.readOpenReport.params.parse(req.params);
    res.json(await readOpenReport(app, await readerOf(req), reportId));
  });
  server.get(routes.readOpenCsv.path, async (req, res) => {
    const { reportId } = routes.readOpenCsv.params.parse(req.params);
    sendFile(res, { file: await readOpenCsv(app, await readerOf(req), reportId) });
  });
}

/** Nobody, and whoever still owes a password of their own or a second factor, reads as a stranger does. */
async function isSignedIn(authenticate: Authenticate, req: Request): Promise<boolean> {
  try {
    requireNothingDue(await authenticate(req));
    return true;
  } catch (err) {
    if (err instanceof MailError && err.code.startsWith("auth.")) return false;
    throw err;
  }
}
