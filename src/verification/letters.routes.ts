import type { FastifyRequest } from "fastify";
import { Type, type Static } from "typebox";
import { actorOf, authorize, mayReadField, noteAudit, recordAudit, staff, type SignedIn } from "../accounts/index.ts";
import { inTransaction } from "../platform/db/transaction.ts";
import type { Server } from "../platform/http/http.ts";
import { LETTER_STATES, type LetterState } from "../platform/mail/letter.ts";
import { countLetters, readLetter, readOutbox, settleUncertain, type OutboxLetter } from "../platform/mail/letters.store.ts";
import { CAMPAIGN_LETTER } from "./campaigns/asked-letter.ts";
import { campaignFault } from "./campaigns/campaign-faults.ts";
import type { LetterView, Outbox } from "./console.contract.ts";
import { idOf, type ConsoleDeps } from "./console.ts";

const Query = Type.Object({ state: Type.Optional(Type.Union(LETTER_STATES.map((state) => Type.Literal(state)))), after: Type.Optional(Type.String({ format: "uuid" })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) });
const Settled = Type.Object({ was: Type.Union([Type.Literal("sent"), Type.Literal("notSent")]) }, { additionalProperties: false });
const USUAL_LIMIT = 50;

/** Letters whose words staff may read: others open accounts, or what is hidden. */
const READABLE = new Set([CAMPAIGN_LETTER]);
/** A letter shown in a frame of the console: nothing runs in it, nothing is fetched, nothing leads anywhere. */
const LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";
const CAPABILITY = /\/v\/[\w-]{43}/g;

/** A letter as this person may see it: the subject of one with a code says the code. */
function seenBy<L extends OutboxLetter>(letter: L, actor: SignedIn): L {
  const to = mayReadField(actor, "campaign.recipientAddress") ? letter.to : "…";
  return { ...letter, to, subject: READABLE.has(letter.kind) ? letter.subject : "" };
}

/** The outbox: what was written, what left, and what nobody can be sure of. */
export function letterRoutes(app: Server, { platform }: ConsoleDeps): void {
  const { pool, clock, config } = platform;
  const read = { access: staff("letter.read") };

  app.get("/api/console/letters", { config: read, schema: { querystring: Query } }, async (request) => {
    const { state, after, limit = USUAL_LIMIT } = request.query as Static<typeof Query>;
    const letters = await readOutbox(pool, { state: (state as LetterState | undefined) ?? null, after: after ?? null, limit });
    const { smtpUrl, redirect, journal } = config.mail;
    const told: Outbox = { leaves: smtpUrl !== null, redirectedTo: redirect, journal: journal !== null, counts: await countLetters(pool), letters: letters.map((letter) => seenBy(letter, actorOf(request))) };
    return told;
  });

  /** A letter that someone reads, which is noted. */
  const readOne = async (request: FastifyRequest) => {
    const letter = await readLetter(pool, idOf(request));
    if (!letter) throw campaignFault("letter", 404);
    await noteAudit(pool, { actor: actorOf(request).id, action: "letter.read", target: `letter:${letter.id}` }, clock.now());
    return letter;
  };
  // Where a server is set, the links are the recipient's alone; without one, whoever tries fanal opens them here.
  const open = (text: string) => (config.mail.smtpUrl === null ? text : text.replace(CAPABILITY, "/v/…"));

  app.get("/api/console/letters/:id", { config: read }, async (request) => {
    const { html: _, ...letter } = await readOne(request);
    return { ...seenBy(letter, actorOf(request)), text: READABLE.has(letter.kind) ? open(letter.text) : null } satisfies LetterView;
  });

  app.get("/api/console/letters/:id/page", { config: read }, async (request, reply) => {
    const { kind, html } = await readOne(request);
    if (!READABLE.has(kind)) throw campaignFault("letter", 404);
    return reply.removeHeader("x-frame-options").header("content-security-policy", LETTER_POLICY).header("cache-control", "no-store").type("text/html; charset=utf-8").send(open(html));
  });

  app.post("/api/console/letters/:id/settle", { config: read, schema: { body: Settled } }, async (request) => {
    const { was } = request.body as Static<typeof Settled>;
    const actor = actorOf(request);
    authorize(actor, "campaign.send");
    const id = idOf(request);
    return inTransaction(pool, async (client) => {
      if (!(await settleUncertain(client, id, was, "decided by a person", clock.now()))) throw campaignFault("letter", 409);
      await recordAudit(client, { actor: actor.id, action: was === "sent" ? "letter.countedAsSent" : "letter.sentAgain", target: `letter:${id}` }, clock.now());
      return { done: true };
    });
  });
}
