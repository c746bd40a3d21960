/** What the command palette finds on the server. */
export interface PaletteItem {
  kind: "record" | "organization" | "place";
  id: string;
  label: string;
  /** What tells it apart: its organisation, or what it lies in. */
  hint: string;
  href: string;
}

export interface PaletteAnswer {
  items: PaletteItem[];
}

/** Names of areas, by `kind:code`. */
export interface AreaNames {
  areas: { code: string; name: string; context: string }[];
}
