import type { ServiceRecord } from "../../directory/index.ts";
import type { Config } from "../../platform/config.ts";
import { formatDate, typographic } from "../../platform/i18n/format.ts";
import { otherLang, type Lang } from "../../platform/i18n/lang.ts";
import type { Letter } from "../../platform/mail/letter.ts";
import type { Letters } from "./campaign.contract.ts";
import { campaignMessages } from "./campaign.messages.ts";
import { fillLetter, type Filling } from "./letter-text.ts";
import { dayHere } from "./sending-hours.ts";

/** The kind of letters that ask organisations. */
export const CAMPAIGN_LETTER = "campaign";

/** A record and the link that opens its page. */
export interface AskedRecord {
  record: ServiceRecord;
  link: string;
}

function nameIn(texts: Record<Lang, { name: string } | null>, lang: Lang): string {
  return typographic(texts[lang]?.name ?? texts[otherLang(lang)]?.name ?? "", lang);
}

function fillingOf(asked: readonly AskedRecord[], lang: Lang, config: Config, expiresAt: Date): Filling {
  const [first] = asked as [AskedRecord];
  const t = campaignMessages[lang];
  return {
    organization: nameIn(first.record.organization.texts, lang),
    service: asked.map(({ record }) => nameIn(record.texts, lang)).slice(0, 3).join(", ") + (asked.length > 3 ? "…" : ""),
    place: first.record.at.find(({ location }) => location.city !== null)?.location.city ?? "",
    link: asked.length === 1 ? first.link : asked.map(({ record, link }) => t.oneLink(nameIn(record.texts, lang), link)).join("\n"),
    expiry: formatDate(dayHere(expiresAt), lang),
    sender: config.operator || "211",
  };
}

/** The letter that asks about records of one address. `step` 0: the first; then reminders. `stop`: where one click ends them. */
export function askingLetter({ asked, letters, step, lang, config, expiresAt, stop }: { asked: readonly AskedRecord[]; letters: Letters; step: number; lang: Lang; config: Config; expiresAt: Date; stop: string }): Pick<Letter, "kind" | "lang" | "subject" | "text" | "html" | "unsubscribeUrl"> {
  const words = letters[step === 0 ? "first" : "reminder"][lang];
  return { kind: CAMPAIGN_LETTER, lang, ...fillLetter(words, lang, fillingOf(asked, lang, config, expiresAt), campaignMessages[lang].footer(stop)), unsubscribeUrl: stop };
}
