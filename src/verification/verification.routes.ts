import rateLimit from "@fastify/rate-limit";
import type { PublishedDirectory, PublishedService } from "../directory/index.ts";
import { withPatience } from "../platform/db/patience.ts";
import { FanalError } from "../platform/errors.ts";
import { address, withQuery } from "../platform/html/addresses.ts";
import { sendPage } from "../platform/html/render.tsx";
import { isDatabaseAway } from "../platform/http/error-answers.ts";
import { first, publicPage, type PageRequest } from "../platform/http/page-routes.ts";
import { notFound, type Server } from "../platform/http/http.ts";
import { isUuid, newId } from "../platform/ids.ts";
import { messageOf } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";
import { reportPage, thanksPage } from "./pages/report.page.tsx";
import { saveReport } from "./verification.store.ts";
import { readReport, type ReportForm } from "./verification.ts";

export interface VerificationDeps {
  platform: Platform;
  published: PublishedDirectory;
}

/** Reports from one network in one minute; a library or a shelter shares one address. The address is held in memory only. */
const MOST_A_MINUTE = 20;

function tooMany(): FanalError {
  return new FanalError("tooMany", 429, {
    fr: "Beaucoup de messages arrivent en même temps de votre réseau. Attendez une minute, puis envoyez de nouveau.",
    en: "Many messages are coming from your network at once. Wait a minute, then send again.",
  });
}

function serviceOf({ published }: VerificationDeps, { params }: PageRequest): PublishedService {
  const id = (params["id"] ?? "").toLowerCase();
  const service = isUuid(id) ? published.service(id) : null;
  if (!service) throw notFound();
  return service;
}

function viewReport(deps: VerificationDeps, page: PageRequest) {
  const service = serviceOf(deps, page);
  const { config } = deps.platform;
  if (first(page.query["sent"])) return sendPage(page.reply, thanksPage(config, page.lang, service), "never");
  return sendPage(page.reply, reportPage({ config, lang: page.lang, service, form: { id: newId(), topic: "", message: "", replyTo: "" }, faults: [], away: false }), "never");
}

async function submitReport(deps: VerificationDeps, page: PageRequest) {
  const service = serviceOf(deps, page);
  const { config, db, log } = deps.platform;
  const { lang, body, reply } = page;
  const form: ReportForm = { id: isUuid(body["form"] ?? "") ? body["form"]! : newId(), topic: body["topic"] ?? "", message: body["message"] ?? "", replyTo: body["replyTo"] ?? "" };
  const read = readReport(service.id, lang, form);
  if ("faults" in read) return sendPage(reply.status(400), reportPage({ config, lang, service, form, faults: read.faults, away: false }), "never");
  try {
    await withPatience(saveReport(db, read.report));
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    log.warn({ err: messageOf(error) }, "report not stored: database away");
    return sendPage(reply.status(503).header("retry-after", "30"), reportPage({ config, lang, service, form, faults: [], away: true }), "never");
  }
  return reply.redirect(withQuery(address("report", lang, { id: service.id }), { sent: "1" }), 303);
}

/** "Report an error" on a record. */
export async function verificationRoutes(server: Server, deps: VerificationDeps): Promise<void> {
  await server.register(async (app) => {
    await app.register(rateLimit, { global: true, max: (request) => (request.method === "POST" ? MOST_A_MINUTE : 10_000), timeWindow: "1 minute", keyGenerator: (request) => `${request.method}${request.ip}`, errorResponseBuilder: tooMany });
    publicPage(app, "GET", "report", (page) => viewReport(deps, page));
    publicPage(app, "POST", "report", (page) => submitReport(deps, page));
  });
}
