import { UsageError, type Command } from "../platform/cli/command.ts";
import type { Platform } from "../platform/platform.ts";
import { exportSite, type CopySource } from "./copy/export-site.ts";

/** Opens the application, filled, for a copy; `close` ends it. */
export type OpenSource = (platform: Platform) => Promise<CopySource & { close(): Promise<void> }>;

/** `fanal export site <folder>`: the site as files, for a mirror or a USB key. */
export function exportSiteCommand(openSource: OpenSource): Command {
  return {
    name: "export",
    usage: ["export site <folder>"],
    summary: "write the whole site as files, with its search, for a mirror or a USB key",
    run: async ({ words, open, print }) => {
      const [, folder, surplus] = words;
      if (folder === undefined || surplus !== undefined) throw new UsageError("say: export site <folder>");
      const source = await openSource(await open());
      try {
        const { pages, files, bytes } = await exportSite(source, folder, print);
        print(`${pages} pages, ${files} files, ${(bytes / 1e6).toFixed(0)} MB written to ${folder}. Open index.html.`);
      } finally {
        await source.close();
      }
      return 0;
    },
  };
}
