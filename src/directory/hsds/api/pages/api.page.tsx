import type { ReactElement, ReactNode } from "react";
import type { Config } from "../../../../platform/config.ts";
import { address, bothAddresses } from "../../../../platform/html/addresses.ts";
import { Layout } from "../../../../platform/html/layout.tsx";
import type { Lang } from "../../../../platform/i18n/lang.ts";
import { termId } from "../../hsds-taxonomy.ts";
import type { ApiParameter, ApiRoute } from "../api-routes.ts";
import { EXTENSIONS } from "../hsds-profile.ts";
import { apiMessages } from "./api.messages.ts";

interface Props {
  config: Config;
  routes: readonly ApiRoute[];
  lang: Lang;
}

function Examples({ config, lang }: Props): ReactElement {
  const t = apiMessages[lang];
  const url = config.publicUrl;
  const examples = [
    { say: t.exampleNear, path: `/hsds/service_at_locations?postcode=J3P&proximity=5000&taxonomy_term_id=${termId("food")}&lang=${lang}` },
    { say: t.exampleCopy, path: "/hsds/services?format=ndjson&full=true" },
    { say: t.exampleNew, path: "/hsds/services?modified_after=2026-11-01&minimal=true" },
    { say: t.exampleSearch, path: `/api/search?q=${lang === "fr" ? "frigo+vide" : "empty+fridge"}&place=Sorel-Tracy&lang=${lang}` },
  ];
  return (
    <>
      {examples.map(({ say, path }) => (
        <div key={say}>
          <p>{say}</p>
          <pre>
            <code>{`curl "${url}${path}"`}</code>
          </pre>
        </div>
      ))}
    </>
  );
}

function Routes({ routes, lang }: Props): ReactElement {
  const t = apiMessages[lang];
  return (
    <>
      {routes.map(({ path, say, parameters }) => (
        <section key={path}>
          <h3>
            <code>{path}</code>
          </h3>
          <p>{say[lang]}</p>
          {parameters.length > 0 && (
            <p className="fine">
              {t.takes} {parameters.map(({ name }) => name).join(", ")}
            </p>
          )}
        </section>
      ))}
    </>
  );
}

/** A table that scrolls by itself on small screens. */
function Table({ name, heads, rows }: { name: string; heads: readonly string[]; rows: { key: string; cells: readonly ReactNode[] }[] }): ReactElement {
  return (
    <section className="scroll" tabIndex={0} aria-label={name}>
      <table className="table">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...others] }) => (
            <tr key={key}>
              <th scope="row">{first}</th>
              {others.map((cell, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- cells of a fixed table
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A name that is copied, so never broken in two. */
function Name({ name }: { name: string }): ReactElement {
  return <code className="whole">{name}</code>;
}

function Parameters({ routes, lang }: Props): ReactElement {
  const t = apiMessages[lang];
  const known = new Map<string, ApiParameter>(routes.flatMap(({ parameters }) => parameters).map((parameter) => [`${parameter.name} ${parameter.say.en}`, parameter]));
  const rows = [...known].map(([key, { name, say }]) => ({ key, cells: [<Name key={name} name={name} />, say[lang]] }));
  return <Table name={t.parameters} heads={[t.parameter, t.what]} rows={rows} />;
}

function Profile({ config, lang }: Props): ReactElement {
  const t = apiMessages[lang];
  const rows = EXTENSIONS.map(({ name, objects, say }) => ({ key: name, cells: [<Name key={name} name={name} />, say[lang], objects.join(", ")] }));
  return (
    <>
      <p>
        {t.profileText} <code>{config.publicUrl}/hsds/profile</code>
      </p>
      <Table name={t.profile} heads={[t.field, t.what, t.object]} rows={rows} />
    </>
  );
}

function Rules({ lang }: Props): ReactElement {
  const t = apiMessages[lang];
  const rules: [string, string][] = [[t.errorsTitle, t.errors], [t.limitTitle, t.limit], [t.cacheTitle, t.cache], [t.secretTitle, t.secret]];
  return (
    <>
      {rules.map(([title, say]) => (
        <section key={title}>
          <h3>{title}</h3>
          <p>{say}</p>
        </section>
      ))}
      <h3>{t.licenceTitle}</h3>
      <p>
        {t.licence} <a href={address("sources", lang)}>{t.licenceSources}</a>. {t.standard}
      </p>
    </>
  );
}

/** The open API for people to read: addresses, parameters, profile, rules. */
export function apiPage(config: Config, routes: readonly ApiRoute[], lang: Lang): ReactElement {
  const t = apiMessages[lang];
  const props = { config, routes, lang };
  return (
    <Layout config={config} lang={lang} title={t.title} description={t.lead} addresses={bothAddresses("api")}>
      <div className="wrap narrow prose">
        <h1>{t.title}</h1>
        <p className="lead">{t.lead}</p>
        <h2>{t.start}</h2>
        <p>{t.startText}</p>
        <Examples {...props} />
        <h2>{t.addresses}</h2>
        <p>
          {t.machine} <a href="/openapi.json">OpenAPI 3.1</a>
        </p>
        <Routes {...props} />
        <h2>{t.parameters}</h2>
        <Parameters {...props} />
        <h2 id="profile">{t.profile}</h2>
        <Profile {...props} />
        <h2>{t.rules}</h2>
        <Rules {...props} />
      </div>
    </Layout>
  );
}
