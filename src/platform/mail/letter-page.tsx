import { renderToStaticMarkup } from "react-dom/server";
import { noBreaks } from "../i18n/format.ts";
import type { Lang } from "../i18n/lang.ts";

/** A letter of ours, said once and written twice: as text and as HTML. */
export interface LetterContent {
  lang: Lang;
  subject: string;
  paragraphs: readonly string[];
  button: { label: string; url: string } | null;
  /** After the button. */
  more: readonly string[];
  signature: string;
}

const FONT = "'Radio Canada', 'Segoe UI', Helvetica, Arial, sans-serif";
const PARAGRAPH = { margin: "0 0 16px", fontSize: "17px", lineHeight: "1.55" };

/** Mail programs read inline styles only; colours are the stylesheet's. */
function LetterPage({ lang, subject, paragraphs, button, more, signature }: LetterContent) {
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{subject}</title>
      </head>
      <body style={{ margin: 0, padding: "24px 16px", background: "#fbf8f3", color: "#14213d", fontFamily: FONT }}>
        <div style={{ maxWidth: "560px", margin: "0 auto" }}>
          <div style={{ height: "4px", width: "56px", background: "#f2a541", margin: "0 0 24px" }} />
          {paragraphs.map((text) => (
            <p key={text} style={PARAGRAPH}>{text}</p>
          ))}
          {button && (
            <p style={{ margin: "24px 0" }}>
              <a href={button.url} style={{ display: "inline-block", padding: "14px 24px", borderRadius: "10px", background: "#0b6e8a", color: "#ffffff", fontSize: "17px", fontWeight: 600, textDecoration: "none" }}>{button.label}</a>
            </p>
          )}
          {more.map((text) => (
            <p key={text} style={{ ...PARAGRAPH, color: "#4a5570" }}>{text}</p>
          ))}
          <p style={{ ...PARAGRAPH, margin: "24px 0 0" }}>{signature}</p>
        </div>
      </body>
    </html>
  );
}

/** Subject, text and HTML of a letter, its French typeset. */
export function writeOut(content: LetterContent): { subject: string; text: string; html: string } {
  const set = (text: string) => (content.lang === "fr" ? noBreaks(text) : text);
  const typeset = { ...content, subject: set(content.subject), paragraphs: content.paragraphs.map(set), more: content.more.map(set), signature: set(content.signature) };
  const { subject, paragraphs, button, more, signature } = typeset;
  const text = [...paragraphs, ...(button ? [`${button.label}${content.lang === "fr" ? "\u00A0" : ""}:\n${button.url}`] : []), ...more, signature].join("\n\n");
  return { subject, text: `${text}\n`, html: `<!doctype html>${renderToStaticMarkup(<LetterPage {...typeset} />)}` };
}
