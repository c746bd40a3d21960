import type { Lang } from "../platform/i18n/lang.ts";

/** What a report of an error is about. */
export const TOPICS = ["phone", "address", "hours", "conditions", "closed", "other"] as const;
export type Topic = (typeof TOPICS)[number];

/** A report as it is stored for review. */
export interface Report {
  /** Made with the form: the same form sent twice is stored once. */
  id: string;
  recordId: string;
  lang: Lang;
  topic: Topic;
  message: string | null;
  /** Where to say thank you; kept until the report is dealt with. */
  replyTo: string | null;
}
