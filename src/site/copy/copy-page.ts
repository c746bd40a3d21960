import { withCopiedLinks } from "./copy-links.ts";

/** What only a server, or only this minute, makes true; a copy leaves it out. */
const NOT_IN_A_COPY = [
  // "Open until 4:30" is true for an hour; a copy is read for months.
  /<p class="no-print"><span class="(?:ok|no)">[●○] [^<]*<\/span><\/p>/g,
  / class="today"/g,
  // What needs the server: saving in the list, the calendar, the report.
  /<button[^>]* data-save=.*?<\/button>/g,
  /<a class="btn quiet" href="[^"]*\/calend[^"]*\.ics[^"]*">.*?<\/a>/g,
  /<p class="no-print"><a href="[^"]*\/(?:signaler|report)">.*?<\/a><\/p>/g,
  // Suggestions ask the server.
  /<template data-suggest=.*?<\/template>/g,
  // Fonts and modules are not read across files of a USB key.
  /<link rel="preload"[^>]*>/g,
];

/** A page of the site as it stands in its copy: relative links, its date, nothing that needs a server. */
export function copiedPage(html: string, file: string, holds: (file: string) => boolean, notice: string): string {
  const kept = NOT_IN_A_COPY.reduce((text, pattern) => text.replace(pattern, ""), html);
  const dated = kept.replace("</header>", `</header>${notice}`).replace(/<script type="module" src=/g, "<script defer src=");
  return withCopiedLinks(dated, file, holds);
}
