import type { ReactElement } from "react";
import { address, slug } from "../../platform/html/addresses.ts";
import { Icon } from "../../platform/html/icon.tsx";
import type { IconName } from "../../platform/html/icons.ts";
import { typographic } from "../../platform/i18n/format.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { Need } from "../directory.contract.ts";

/** One sign per top-level need, always beside its words. */
const SIGNS: Record<string, IconName> = {
  food: "utensils",
  housing: "house",
  mental: "heart-handshake",
  employment: "briefcase",
  government: "landmark",
  income: "hand-coins",
  health: "stethoscope",
  addiction: "life-buoy",
  violence: "shield",
  family: "baby",
  seniors: "armchair",
  disability: "accessibility",
  newcomers: "globe",
  legal: "scale",
  goods: "shirt",
  transport: "bus",
  emergency: "siren",
  community: "hand-helping",
  education: "book-open",
};

/** The address part of a need: its code, then words for people (`food.hamper--recevoir-un-panier`). */
export function needSlug(need: Need, lang: Lang): string {
  return `${need.code}--${slug(need.citizen_label[lang])}`;
}

/** The code that an address part leads with. */
export function needOfSlug(part: string): string {
  return part.split("--")[0] ?? "";
}

export function needAddress(need: Need, lang: Lang): string {
  return address("need", lang, { need: needSlug(need, lang) });
}

export function NeedSign({ code }: { code: string }): ReactElement {
  return (
    <span className="sign">
      <Icon name={SIGNS[code.split(".")[0]!] ?? "hand-helping"} />
    </span>
  );
}

/** A need as a large button; `href` leads elsewhere than to the need's own page. */
export function NeedLink({ need, lang, hint, href }: { need: Need; lang: Lang; hint?: string | undefined; href?: string }): ReactElement {
  return (
    <a href={href ?? needAddress(need, lang)}>
      <NeedSign code={need.code} />
      <span>
        {typographic(need.citizen_label[lang], lang)}
        {hint && <small>{hint}</small>}
      </span>
    </a>
  );
}
