import type { FastifyReply, FastifyRequest } from "fastify";
import { Readable } from "node:stream";
import type { Server } from "../platform/http/http.ts";
import { isUuid } from "../platform/ids.ts";
import { sheetCell } from "../platform/sheet.ts";
import { canonical } from "./audit.ts";
import { everyEntry, noteAudit, searchAudit, verifyChain, type AuditQuery, type AuditRow } from "./audit.store.ts";
import { AuditSearch, type AuditPage } from "./console.contract.ts";
import type { AccountsContext } from "./context.ts";
import { actorOf } from "./guard.ts";
import { staff } from "./policy.ts";

/** Entries verified with each page; `fanal check` verifies all. */
const VERIFIED = 5000;

/** A day that the calendar knows, or null. */
function dayOf(text: string | undefined): string | null {
  const day = text ? new Date(`${text}T00:00:00Z`) : null;
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text!) ? text! : null;
}

function readQuery({ q = "", actor, action, from, to, page = 1 }: AuditSearch): AuditQuery {
  return { q: q.trim(), actor: actor && isUuid(actor) ? actor : null, action: action || null, from: dayOf(from), to: dayOf(to), page };
}

function shown({ seq, at, actor, name, action, target, details, hash }: AuditRow): AuditPage["entries"][number] {
  return { seq, at: at.toISOString(), actor: actor ? { id: actor, name } : null, action, target, details, hash: hash.toString("hex") };
}

async function view({ pool, now }: AccountsContext, request: FastifyRequest): Promise<AuditPage> {
  const query = readQuery(request.query as AuditSearch);
  const [{ entries, total }, { intact, checked }] = await Promise.all([searchAudit(pool, query), verifyChain(pool, VERIFIED)]);
  await noteAudit(pool, { actor: actorOf(request).id, action: "audit.read", details: { page: query.page } }, now());
  return { entries: entries.map(shown), total, chain: { intact, checked } };
}

const COLUMNS = ["seq", "at", "actor", "name", "action", "target", "details", "hash"];

async function* sheet(pool: AccountsContext["pool"]): AsyncGenerator<string> {
  yield `\ufeff${COLUMNS.join(",")}\r\n`;
  for await (const entries of everyEntry(pool)) {
    yield entries.map(({ seq, at, actor, name, action, target, details, hash }) => `${[seq, at.toISOString(), actor, name, action, target, canonical(details), hash.toString("hex")].map(sheetCell).join(",")}\r\n`).join("");
  }
}

async function exportCsv({ pool, now }: AccountsContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await noteAudit(pool, { actor: actorOf(request).id, action: "audit.exported" }, now());
  return reply.type("text/csv; charset=utf-8").header("content-disposition", 'attachment; filename="audit.csv"').send(Readable.from(sheet(pool)));
}

/** The audit log, read and exported; both are noted in it. */
export function auditRoutes(app: Server, context: AccountsContext): void {
  const access = { config: { access: staff("audit.read") } };
  app.get("/api/console/audit", { ...access, schema: { querystring: AuditSearch } }, (request) => view(context, request));
  app.get("/api/console/audit.csv", access, (request, reply) => exportCsv(context, request, reply));
}
