import type { Screen } from "../../console/screen.ts";

export const searchScreens: readonly Screen[] = [{ path: "/console/taxonomy", action: "taxonomy.edit", group: "records", label: { fr: "Taxonomie", en: "Taxonomy" }, icon: "book-open", load: () => import("./taxonomy.tsx") }];
