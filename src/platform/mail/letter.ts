import type { Lang } from "../i18n/lang.ts";

/** A letter to be sent once. */
export interface Letter {
  /** What makes it one: the same cause never writes a second. */
  cause: string;
  kind: string;
  lang: Lang;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Where one click ends such letters (RFC 8058); null for letters that someone asked for. */
  unsubscribeUrl: string | null;
  /** Not before. */
  dueAt: Date;
}
