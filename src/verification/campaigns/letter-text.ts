import type { Lang, PerLang } from "../../platform/i18n/lang.ts";
import { LANGS } from "../../platform/i18n/lang.ts";
import type { Letters, Words } from "./campaign.contract.ts";

/** What a letter may be filled with, by the word that stands for it in each language. */
export const MERGE_FIELDS = {
  organization: { fr: "organisme", en: "organization" },
  service: { fr: "service", en: "service" },
  place: { fr: "lieu", en: "place" },
  link: { fr: "lien", en: "link" },
  expiry: { fr: "échéance", en: "expiry" },
  sender: { fr: "expéditeur", en: "sender" },
} as const satisfies Record<string, PerLang<string>>;
export type MergeField = keyof typeof MERGE_FIELDS;
export type Filling = Record<MergeField, string>;

const BRACED = /\{([^{}]*)\}/g;

function fieldOf(word: string, lang: Lang): MergeField | null {
  const found = Object.entries(MERGE_FIELDS).find(([, words]) => words[lang] === word.trim().toLocaleLowerCase(lang));
  return found ? (found[0] as MergeField) : null;
}

/** What is wrong with the words of a letter. */
export interface LetterFault {
  letter: keyof Letters;
  lang: Lang;
  fault: "unknownField" | "noLink" | "linkInSubject";
  /** The word between braces. */
  word: string;
}

function faultsOf(letter: keyof Letters, lang: Lang, { subject, body }: Words): LetterFault[] {
  const words = [...`${subject} ${body}`.matchAll(BRACED)].map((found) => found[1]!);
  const unknown = words.filter((word) => fieldOf(word, lang) === null).map((word): LetterFault => ({ letter, lang, fault: "unknownField", word }));
  const link = MERGE_FIELDS.link[lang];
  const has = (text: string) => [...text.matchAll(BRACED)].some((found) => fieldOf(found[1]!, lang) === "link");
  const noLink: LetterFault[] = has(body) ? [] : [{ letter, lang, fault: "noLink", word: link }];
  return [...unknown, ...noLink, ...(has(subject) ? [{ letter, lang, fault: "linkInSubject", word: link } as const] : [])];
}

/** Everything that keeps letters from being sent. */
export function letterFaults(letters: Letters): LetterFault[] {
  return (["first", "reminder"] as const).flatMap((letter) => LANGS.flatMap((lang) => faultsOf(letter, lang, letters[letter][lang])));
}

function fill(text: string, lang: Lang, filling: Filling): string {
  return text.replace(BRACED, (whole, word: string) => {
    const field = fieldOf(word, lang);
    return field ? filling[field] : whole;
  });
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const ADDRESS = /https?:\/\/[^\s<>"]+/g;

/** A text as HTML: paragraphs, line breaks, and addresses that can be clicked. Everything else is escaped. */
export function textAsHtml(text: string, lang: Lang): string {
  const linked = (line: string) => {
    let html = "";
    let last = 0;
    for (const found of line.matchAll(ADDRESS)) {
      html += `${escaped(line.slice(last, found.index))}<a href="${escaped(found[0])}">${escaped(found[0])}</a>`;
      last = found.index + found[0].length;
    }
    return html + escaped(line.slice(last));
  };
  const paragraphs = text.split(/\n{2,}/).map((paragraph) => `<p>${paragraph.split("\n").map(linked).join("<br>")}</p>`);
  return `<!doctype html><html lang="${lang}-CA"><head><meta charset="utf-8"></head><body style="font:17px/1.55 sans-serif;color:#14213d;max-width:38em">${paragraphs.join("")}</body></html>`;
}

/** A letter's words, filled in. A subject is one line. */
export function fillLetter({ subject, body }: Words, lang: Lang, filling: Filling, footer: string): { subject: string; text: string; html: string } {
  const text = `${fill(body, lang, filling).trim()}\n\n-- \n${footer}\n`;
  return { subject: fill(subject, lang, filling).replace(/\s+/g, " ").trim().slice(0, 200), text, html: textAsHtml(text, lang) };
}
