import type { ReactElement } from "react";
import { ASSETS } from "../../platform/http/assets.ts";
import type { Lang } from "../../platform/i18n/lang.ts";
import { DARK_WHEN, type Theme } from "../choices.contract.ts";
import { consoleMessages } from "../console.messages.ts";

interface ConsolePageProps {
  lang: Lang;
  theme: Theme;
  files: { script: string; style: string; dark: string };
  operator: string;
}

/** The one page of the console: a frame without data. The first stylesheet's id tells React Aria that its own style is in it. */
export function ConsolePage({ lang, theme, files, operator }: ConsolePageProps): ReactElement {
  const t = consoleMessages[lang];
  return (
    <html lang={`${lang}-CA`} data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{t.title}</title>
        <meta name="robots" content="noindex" />
        <meta name="theme-color" content="#14213d" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="preload" href={ASSETS.font} as="font" type="font/woff2" crossOrigin="" />
        <link rel="stylesheet" href={files.style} id="react-aria-pressable-style" />
        <link rel="stylesheet" href={files.dark} media={DARK_WHEN[theme]} id="dark" />
        <link rel="icon" href={ASSETS.icon} type="image/svg+xml" />
        <script type="module" src={files.script} />
      </head>
      <body>
        <div id="console" data-operator={operator} />
        <noscript>
          <p className="plain">{t.needsScript}</p>
        </noscript>
      </body>
    </html>
  );
}
