import type { ReactElement, ReactNode } from "react";
import { bothAddresses, type PublicRoute } from "../../platform/html/addresses.ts";
import { Layout } from "../../platform/html/layout.tsx";
import type { Lang } from "../../platform/i18n/lang.ts";
import type { SiteDeps } from "../site.ts";

/** A page of text: title, first sentence, sections. */
export interface TextPage {
  title: string;
  lead: string;
  sections: { title: string; body: ReactNode }[];
}

export function textPage(deps: SiteDeps, lang: Lang, route: PublicRoute, page: TextPage): ReactElement {
  return (
    <Layout config={deps.config} lang={lang} title={page.title} description={page.lead} addresses={bothAddresses(route)}>
      <div className="wrap narrow prose">
        <h1>{page.title}</h1>
        <p className="lead">{page.lead}</p>
        {page.sections.map(({ title, body }) => (
          <section key={title}>
            <h2>{title}</h2>
            {body}
          </section>
        ))}
      </div>
    </Layout>
  );
}
