import rateLimit from "@fastify/rate-limit";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Needs, PublishedDirectory, ServiceRecord } from "../../directory/index.ts";
import { FanalError } from "../../platform/errors.ts";
import { sendPage } from "../../platform/html/render.tsx";
import { langOf as requestLang } from "../../platform/http/error-answers.ts";
import type { Server } from "../../platform/http/http.ts";
import { LANGS, otherLang, type Lang, type PerLang } from "../../platform/i18n/lang.ts";
import { newId } from "../../platform/ids.ts";
import { writeLetter } from "../../platform/mail/letters.store.ts";
import type { Platform } from "../../platform/platform.ts";
import { addressOf, isSample } from "../campaigns/audience.ts";
import { ANSWERS, type Answer } from "../campaigns/campaign.contract.ts";
import { textAsHtml } from "../campaigns/letter-text.ts";
import type { CampaignDeps } from "../campaigns/planning.ts";
import { stopWriting } from "../campaigns/asking.ts";
import { readRecipient } from "../campaigns/recipients.store.ts";
import { createCode, createLink, findLink, findVisit, isToken, newestLinkAt, startVisit, tryCode, type Link, type Visit } from "../links.store.ts";
import { readDrafts, saveDraft, type Saying } from "./answers.store.ts";
import { finish, readChecked, sectionsFor, type CheckedRecord } from "./answering.ts";
import { cleaned, readCorrection } from "./corrections.ts";
import { organizationMessages } from "./organization.messages.ts";
import { checkPage, fieldId, thanksPage, type Sent } from "./pages/check.page.tsx";
import { deadLinkPage, landingPage, linkAddresses, newLinkPage, stopPage, type DeadLink } from "./pages/link.page.tsx";
import { PATHS } from "./paths.ts";
import type { CheckedField, Section } from "./sections.ts";

export interface OrganizationPageDeps extends CampaignDeps {
  platform: Platform;
  needs: Needs;
  published: PublishedDirectory;
}

/** Requests that write, from one network in one minute: a few people who type, saved as they go. */
const MOST_A_MINUTE = 240;
/** At most one new link for a record in so long (ms). */
const LINK_AGAIN = 10 * 60_000;
const SAVED_BYTES = 64 * 1024;

function tooMany(): FanalError {
  return new FanalError("tooMany", 429, { fr: organizationMessages.fr.tooMany, en: organizationMessages.en.tooMany });
}

function cookieName({ config }: Platform): string {
  return config.publicUrl.startsWith("https:") ? "__Host-fanal-check" : "fanal-check";
}

function cookieOf(platform: Platform, { headers }: FastifyRequest): string {
  const name = `${cookieName(platform)}=`;
  return (headers.cookie ?? "").split(";").map((pair) => pair.trim()).find((pair) => pair.startsWith(name))?.slice(name.length) ?? "";
}

function formOf(request: FastifyRequest): Record<string, string> {
  const body = (request.body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(body).filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}

function tokenOf(request: FastifyRequest): string {
  return (request.params as { token: string }).token;
}

/** Is this link good? Else why not. */
async function stateOf({ platform }: OrganizationPageDeps, token: string, link: Link | null): Promise<"good" | DeadLink> {
  if (!isToken(token)) return token.length < 43 ? "truncated" : "unknown";
  if (!link) return "unknown";
  const recipient = await readRecipient(platform.pool, link.campaignId, link.recordId);
  if (link.revokedAt !== null) return recipient?.answer ? "used" : "revoked";
  return link.expiresAt <= platform.clock.now() ? "expired" : "good";
}

function nameOf({ texts, id }: ServiceRecord, lang: Lang): string {
  return texts[lang]?.name ?? texts[otherLang(lang)]?.name ?? id;
}

const DEAD_STATUS: Record<DeadLink, number> = { unknown: 404, truncated: 404, expired: 410, revoked: 410, used: 410, ended: 403 };

function sendDead({ platform }: OrganizationPageDeps, reply: FastifyReply, lang: Lang, state: DeadLink, token: string, addresses: PerLang<string>): FastifyReply {
  return sendPage(reply.status(DEAD_STATUS[state]), deadLinkPage(platform.config, lang, state, token, addresses), "never");
}

/** GET and HEAD change nothing: mail scanners open links. */
async function viewLanding(deps: OrganizationPageDeps, request: FastifyRequest, reply: FastifyReply) {
  const [token, lang] = [tokenOf(request), requestLang(request)];
  const link = await findLink(deps.platform.pool, token);
  const state = await stateOf(deps, token, link);
  const record = link && state === "good" ? await readChecked(deps, link.recordId) : null;
  if (!record) return sendDead(deps, reply, lang, state === "good" ? "revoked" : state, token, linkAddresses(token));
  return sendPage(reply, landingPage(deps.platform.config, lang, token, nameOf(record.stored, lang)), "never");
}

/** The button: the link becomes a cookie and a clean address. */
async function enter(deps: OrganizationPageDeps, request: FastifyRequest, reply: FastifyReply) {
  const { platform } = deps;
  const [token, lang] = [tokenOf(request), requestLang(request)];
  const link = await findLink(platform.pool, token);
  const state = await stateOf(deps, token, link);
  if (!link || state !== "good") return sendDead(deps, reply, lang, state === "good" ? "unknown" : state, token, linkAddresses(token));
  const { cookie, seconds } = await startVisit(platform.pool, link, platform.clock.now());
  const secure = platform.config.publicUrl.startsWith("https:") ? "; Secure" : "";
  return reply.header("set-cookie", `${cookieName(platform)}=${cookie}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`).header("cache-control", "no-store").redirect(PATHS.check[lang], 303);
}

/** Someone who came by a good link, and the record that it opens. */
interface Present {
  visit: Visit;
  cookie: string;
  record: CheckedRecord;
  lang: Lang;
  request: FastifyRequest;
  reply: FastifyReply;
}

type Work = (deps: OrganizationPageDeps, present: Present) => Promise<FastifyReply>;

async function asPresent(deps: OrganizationPageDeps, request: FastifyRequest, reply: FastifyReply, lang: Lang, work: Work): Promise<FastifyReply> {
  const cookie = cookieOf(deps.platform, request);
  const visit = await findVisit(deps.platform.pool, cookie, deps.platform.clock.now());
  const record = visit ? await readChecked(deps, visit.recordId) : null;
  if (!visit || !record) return sendDead(deps, reply, lang, "ended", "", PATHS.check);
  return work(deps, { visit, cookie, record, lang, request, reply });
}

interface Extras {
  sent?: Sent;
  codeWrong?: boolean;
  codeAwaited?: boolean;
  emptyStatement?: string;
}

async function sendCheck({ platform }: OrganizationPageDeps, { visit, record, lang, reply }: Present, { sent, codeWrong = false, codeAwaited = visit.codeAwaited, emptyStatement }: Extras = {}): Promise<FastifyReply> {
  const drafts = await readDrafts(platform.pool, visit);
  const view = { config: platform.config, lang, name: nameOf(record.stored, lang), sections: sectionsFor(record, lang), drafts, shown: visit.shown, codeAwaited, codeWrong, sent: sent ?? null, emptyStatement: emptyStatement ?? null };
  return sendPage(reply, checkPage(view), "never");
}

function openFields({ fields }: Section, { visit }: Present): CheckedField[] {
  return fields.filter(({ hidden }) => !hidden || visit.shown);
}

function faultsOf(fields: readonly CheckedField[], typed: Record<string, string>, lang: Lang): Sent["faults"] {
  return fields.flatMap((field) => {
    const value = typed[field.key];
    const read = value === undefined ? null : readCorrection(field, value);
    return read?.what === "fault" ? [{ field: fieldId(field.key), say: organizationMessages[lang].faults[read.fault] }] : [];
  });
}

/** What was typed in a section, with what its draft holds of the other language. */
async function typedIn({ platform }: OrganizationPageDeps, { visit, request }: Present, section: Section, fields: readonly CheckedField[]): Promise<Record<string, string>> {
  const form = formOf(request);
  const before = (await readDrafts(platform.pool, visit)).find((draft) => draft.section === section.name)?.fields ?? {};
  return { ...before, ...Object.fromEntries(fields.flatMap(({ key }) => (form[key] === undefined ? [] : [[key, cleaned(form[key])]]))) };
}

/** Saves a section: right, or corrected. A script that saves as one types gets a short answer. */
const saveSection: Work = async (deps, present) => {
  const { platform } = deps;
  const { visit, record, lang, request, reply } = present;
  const form = formOf(request);
  const section = sectionsFor(record, lang).find(({ name }) => name === form["section"]);
  if (!section) return sendCheck(deps, present);
  const byScript = request.headers.accept === "application/json";
  const isRight = form["action"] === "right";
  const fields = openFields(section, present);
  const typed = isRight ? {} : await typedIn(deps, present, section, fields);
  const faults = faultsOf(fields, typed, lang);
  if (faults.length > 0) {
    if (byScript) return reply.status(422).send({ saved: false });
    return sendCheck(deps, { ...present, reply: reply.status(422) }, { sent: { section: section.name, fields: typed, faults, theirs: null } });
  }
  const version = await saveDraft(platform.pool, visit, { section: section.name, isRight, fields: typed, version: Number.parseInt(form["version"] ?? "0", 10) || 0, lang }, platform.clock.now());
  if (version === null) {
    const theirs = (await readDrafts(platform.pool, visit)).find((draft) => draft.section === section.name) ?? null;
    if (byScript) return reply.status(409).send({ saved: false });
    return sendCheck(deps, { ...present, reply: reply.status(409) }, { sent: { section: section.name, fields: typed, faults: [], theirs } });
  }
  if (byScript) return reply.header("cache-control", "no-store").send({ saved: true, version });
  return reply.redirect(`${PATHS.check[lang]}#${section.name}`, 303);
};

const TOPICS = ["newService", "closed", "notUs", "handover"] as const;

function sayingOf(form: Record<string, string>): Saying | "empty" | null {
  const topic = TOPICS.find((one) => one === form["topic"]);
  if (!topic) return null;
  const message = cleaned(form["message"] ?? "").slice(0, 2000) || null;
  // That they have closed, or that it is not them, needs no more words.
  if (message === null && (topic === "newService" || topic === "handover")) return "empty";
  return { topic, message };
}

const end: Work = async (deps, present) => {
  const { visit, record, lang, request, reply } = present;
  const form = formOf(request);
  const said = sayingOf(form);
  if (said === "empty") return sendCheck(deps, { ...present, reply: reply.status(422) }, { emptyStatement: form["topic"] ?? "" });
  const answer = await finish(deps, visit, record, said ? [said] : [], lang);
  const id = deps.published.service(visit.recordId) ? visit.recordId : "";
  return reply.header("set-cookie", `${cookieName(deps.platform)}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`).redirect(`${PATHS.thanks[lang]}?a=${answer}&r=${id}`, 303);
};

function viewThanks({ platform, published }: OrganizationPageDeps, request: FastifyRequest, reply: FastifyReply, lang: Lang) {
  const { a, r } = request.query as { a?: string; r?: string };
  const answer = ANSWERS.find((one): one is Answer => one === a) ?? "corrected";
  return sendPage(reply, thanksPage(platform.config, lang, answer, r && published.service(r) ? r : null), "never");
}

/** The address on file; for the sample, the test mailbox alone. */
function onFile({ platform }: OrganizationPageDeps, record: ServiceRecord): string | null {
  return isSample(record) ? platform.config.mail.redirect : addressOf(record);
}

async function writeTo(deps: OrganizationPageDeps, record: ServiceRecord, lang: Lang, kind: "code" | "newLink", subject: string, text: string): Promise<void> {
  const { pool, clock } = deps.platform;
  const to = onFile(deps, record);
  if (to !== null) await writeLetter(pool, { cause: `${kind}:${newId()}`, kind, lang, to, subject, text, html: textAsHtml(text, lang), unsubscribeUrl: null, dueAt: clock.now() }, clock.now());
}

const useCode: Work = async (deps, present) => {
  const { platform } = deps;
  const { cookie, record, lang, request, reply } = present;
  const typed = formOf(request)["code"];
  const t = organizationMessages[lang];
  if (typed === undefined) {
    const code = await createCode(platform.pool, cookie, platform.clock.now());
    if (code !== null) await writeTo(deps, record.stored, lang, "code", t.codeSubject(code), t.codeBody(code));
    return reply.redirect(`${PATHS.check[lang]}#hidden`, 303);
  }
  if (await tryCode(platform.pool, cookie, typed, platform.clock.now())) return reply.redirect(PATHS.check[lang], 303);
  return sendCheck(deps, { ...present, reply: reply.status(422) }, { codeWrong: true, codeAwaited: true });
};

/** A new link, to the address on file only; the same answer whatever was asked. */
async function askNewLink(deps: OrganizationPageDeps, request: FastifyRequest, reply: FastifyReply, lang: Lang) {
  const { pool, clock, config } = deps.platform;
  const now = clock.now();
  const link = await findLink(pool, formOf(request)["token"] ?? "");
  const record = link ? await readChecked(deps, link.recordId) : null;
  const newest = link ? await newestLinkAt(pool, link.campaignId, link.recordId) : null;
  if (link && record && (newest === null || now.getTime() - newest.getTime() >= LINK_AGAIN)) {
    const { token } = await createLink(pool, link.campaignId, link.recordId, now);
    const t = organizationMessages[lang];
    await writeTo(deps, record.stored, lang, "newLink", t.newLinkSubject, t.newLinkBody(`${config.publicUrl}/v/${token}?lang=${lang}`));
  }
  return sendPage(reply, newLinkPage(config, lang), "never");
}

async function viewStop(deps: OrganizationPageDeps, request: FastifyRequest, reply: FastifyReply) {
  return sendPage(reply, stopPage(deps.platform.config, requestLang(request), tokenOf(request), false), "never");
}

/** One click in a mail program (RFC 8058), or the button of the page. Any link of ours that ever was will do. */
async function stop(deps: OrganizationPageDeps, request: FastifyRequest, reply: FastifyReply) {
  const { pool, config } = deps.platform;
  const link = await findLink(pool, tokenOf(request));
  const recipient = link ? await readRecipient(pool, link.campaignId, link.recordId) : null;
  if (recipient) await stopWriting(deps, recipient);
  return sendPage(reply, stopPage(config, requestLang(request), tokenOf(request), true), "never");
}

/** The organisation's page: by a link, without an account. */
export async function organizationPageRoutes(server: Server, deps: OrganizationPageDeps): Promise<void> {
  const access = { access: "link" as const };
  await server.register(async (app) => {
    await app.register(rateLimit, { global: true, max: (request) => (request.method === "POST" ? MOST_A_MINUTE : 1000), timeWindow: "1 minute", keyGenerator: (request) => `${request.method}${request.ip}`, errorResponseBuilder: tooMany });
    app.get("/v/:token", { config: access }, (request, reply) => viewLanding(deps, request, reply));
    app.post("/v/:token", { config: access }, (request, reply) => enter(deps, request, reply));
    app.get("/v/:token/stop", { config: access }, (request, reply) => viewStop(deps, request, reply));
    app.post("/v/:token/stop", { config: access }, (request, reply) => stop(deps, request, reply));
    for (const lang of LANGS) {
      const present = (work: Work) => (request: FastifyRequest, reply: FastifyReply) => asPresent(deps, request, reply, lang, work);
      app.get(PATHS.check[lang], { config: access }, present(sendCheck));
      app.post(PATHS.check[lang], { config: access, bodyLimit: SAVED_BYTES }, present(saveSection));
      app.post(PATHS.code[lang], { config: access }, present(useCode));
      app.post(PATHS.finish[lang], { config: access }, present(end));
      app.get(PATHS.thanks[lang], { config: access }, async (request, reply) => viewThanks(deps, request, reply, lang));
      app.post(PATHS.newLink[lang], { config: access }, (request, reply) => askNewLink(deps, request, reply, lang));
      app.get(PATHS.newLink[lang], { config: access }, async (_request, reply) => sendPage(reply, newLinkPage(deps.platform.config, lang), "never"));
    }
  });
}
