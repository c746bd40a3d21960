import { Type, type Static } from "typebox";

/*
 * A campaign asks organisations whether their records are right: whom (audience), when (schedule), in which words
 * (letters), by e-mail first and then by telephone.
 */

export const CAMPAIGN_STATES = ["draft", "running", "paused", "stopped", "done"] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

const oneOf = <const T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>(Type.Union(values.map((value) => Type.Literal(value))));
const date = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });

/** Everything that is said must hold; what is left out holds for all. */
export const Audience = Type.Object(
  {
    /** Areas as `kind:code` (`region:16`, `mrc:540`): the service is given there. */
    areas: Type.Optional(Type.Array(Type.String({ pattern: "^[a-z]+:[\\w-]{1,60}$" }), { maxItems: 200 })),
    /** Need codes; a top-level one stands for all under it. */
    needs: Type.Optional(Type.Array(Type.String({ pattern: "^[a-z]+(\\.[a-z]+)?$" }), { maxItems: 200 })),
    /** Not verified since that day. */
    staleSince: Type.Optional(date),
    sources: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 50 })),
    /** Drafts only. */
    drafts: Type.Optional(Type.Literal(true)),
    /** Never verified by anyone. */
    unverified: Type.Optional(Type.Literal(true)),
    /** Only so many: those that people look for most. */
    mostUsed: Type.Optional(Type.Integer({ minimum: 1, maximum: 20_000 })),
  },
  { additionalProperties: false },
);
export type Audience = Static<typeof Audience>;

export const Schedule = Type.Object(
  {
    /** Days after the first letter. */
    reminders: Type.Array(Type.Integer({ minimum: 1, maximum: 55 }), { maxItems: 5 }),
    /** Days after the last letter, before someone calls. */
    callAfter: Type.Integer({ minimum: 1, maximum: 60 }),
  },
  { additionalProperties: false },
);
export type Schedule = Static<typeof Schedule>;

export const DEFAULT_SCHEDULE: Schedule = { reminders: [7, 14, 28], callAfter: 7 };

const Words = Type.Object({ subject: Type.String({ minLength: 1, maxLength: 200 }), body: Type.String({ minLength: 1, maxLength: 8000 }) }, { additionalProperties: false });
const BothWords = Type.Object({ fr: Words, en: Words }, { additionalProperties: false });
export const Letters = Type.Object({ first: BothWords, reminder: BothWords }, { additionalProperties: false });
export type Words = Static<typeof Words>;
export type Letters = Static<typeof Letters>;

export const CampaignPlan = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    audience: Audience,
    schedule: Schedule,
    letters: Letters,
    perDay: Type.Union([Type.Integer({ minimum: 1, maximum: 10_000 }), Type.Null()]),
    opensOn: Type.Union([date, Type.Null()]),
  },
  { additionalProperties: false },
);
export type CampaignPlan = Static<typeof CampaignPlan>;

export interface Campaign extends CampaignPlan {
  id: string;
  state: CampaignState;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

/** How an organisation answered. */
export const ANSWERS = ["confirmed", "corrected", "closed", "notUs", "handover", "refused"] as const;
export type Answer = (typeof ANSWERS)[number];

export const CALL_OUTCOMES = ["confirmed", "corrected", "noAnswer", "wrongNumber", "refuses", "closed"] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

export const FOLLOW_UP_REASONS = ["noAddress", "bounced", "noAnswer", "unsubscribed"] as const;
export type FollowUpReason = (typeof FOLLOW_UP_REASONS)[number];

export const CallReport = Type.Object(
  {
    outcome: oneOf(CALL_OUTCOMES),
    /** When to call again, for `noAnswer`; left out: in two working days. */
    again: Type.Optional(Type.String({ format: "date-time" })),
    note: Type.Optional(Type.String({ maxLength: 2000 })),
  },
  { additionalProperties: false },
);
export type CallReport = Static<typeof CallReport>;
