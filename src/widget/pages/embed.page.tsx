import type { ReactElement } from "react";
import type { Need } from "../../directory/index.ts";
import { address, bothAddresses, withQuery } from "../../platform/html/addresses.ts";
import { Icon } from "../../platform/html/icon.tsx";
import { Layout } from "../../platform/html/layout.tsx";
import { midSentence, typographic } from "../../platform/i18n/format.ts";
import { LANGS, type Lang } from "../../platform/i18n/lang.ts";
import { widgetMessages } from "../widget.messages.ts";
import { FRAME, frameAddress, frameCode, scriptCode, type BoxChoice, type WidgetDeps } from "../widget.ts";

interface View {
  deps: WidgetDeps;
  /** The language of this page; the box has its own. */
  lang: Lang;
  choice: BoxChoice;
}

function label(need: Need, lang: Lang): string {
  return typographic(need.label[lang], lang);
}

function NeedChoice({ deps, lang, choice }: View): ReactElement {
  const t = widgetMessages[lang];
  return (
    <div className="field">
      <label htmlFor="need">
        {t.embedNeed} <span className="hint">{t.embedNeedHint}</span>
      </label>
      <select id="need" name="need" defaultValue={choice.need}>
        <option value="">{t.embedAny}</option>
        {deps.needs.tops().map((top) => (
          <optgroup key={top.code} label={label(top, lang)}>
            {[top, ...deps.needs.children(top.code)].map((need) => (
              <option key={need.code} value={need.code}>
                {label(need, lang)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

function LangChoice({ lang, choice }: View): ReactElement {
  const t = widgetMessages[lang];
  return (
    <fieldset className="field">
      <legend>{t.embedLang}</legend>
      {LANGS.map((one) => (
        <label key={one} className="choice">
          <input type="radio" name="lang" value={one} defaultChecked={choice.lang === one} />
          <span>{t.langs[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Choices(view: View): ReactElement {
  const { lang, choice } = view;
  const t = widgetMessages[lang];
  return (
    <form className="card" action={address("embed", lang)} method="get" aria-labelledby="choices">
      <h2 id="choices">{t.embedForm}</h2>
      <NeedChoice {...view} />
      <div className="field">
        <label htmlFor="place">
          {t.embedPlace} <span className="hint">{t.embedPlaceHint}</span>
        </label>
        <input type="text" id="place" name="place" defaultValue={choice.place} maxLength={200} autoComplete="off" />
      </div>
      <LangChoice {...view} />
      <button className="btn main" type="submit">
        {t.embedMake}
      </button>
    </form>
  );
}

function Code({ lang, id, title, text, code }: { lang: Lang; id: string; title: string; text: string; code: string }): ReactElement {
  const t = widgetMessages[lang];
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p>{text}</p>
      <pre className="code" tabIndex={0} aria-labelledby={id}>
        <code>{code}</code>
      </pre>
      <button className="btn quiet small" type="button" data-copy={code} data-copied={t.copied} hidden>
        <Icon name="link" />
        <span aria-live="polite">{t.copy}</span>
      </button>
    </section>
  );
}

function Codes({ deps, lang, choice }: View): ReactElement {
  const t = widgetMessages[lang];
  const { publicUrl } = deps.config;
  const { title } = widgetMessages[choice.lang];
  const policy = [`script-src ${publicUrl}`, `connect-src ${publicUrl}`, `frame-src ${publicUrl}`].join("\n");
  return (
    <div className="prose">
      <Code lang={lang} id="script" title={t.embedScript} text={t.embedScriptText} code={scriptCode(publicUrl, choice)} />
      <Code lang={lang} id="frame" title={t.embedFrame} text={t.embedFrameText} code={frameCode(publicUrl, choice, title, { width: "100%", height: FRAME.height })} />
      <Code lang={lang} id="oembed" title={t.embedOembed} text={`${t.embedOembedText} ${publicUrl}/oembed`} code={frameAddress(publicUrl, choice)} />
      <Code lang={lang} id="policy" title={t.embedPrivacy} text={`${t.embedPrivacyText} ${t.embedStrict}`} code={policy} />
    </div>
  );
}

/** Where a partner makes their search box: choose, see it, copy the code. Works without JavaScript. */
export function embedPage(view: View): ReactElement {
  const { deps, lang, choice } = view;
  const t = widgetMessages[lang];
  const need = deps.needs.need(choice.need);
  const frameTitle = need ? `${t.embedPreview} – ${midSentence(label(need, lang))}` : t.embedPreview;
  return (
    <Layout config={deps.config} lang={lang} title={t.embedTitle} description={t.embedLead} addresses={bothAddresses("embed")}>
      <div className="wrap embed">
        <h1>{t.embedTitle}</h1>
        <p className="lead">{t.embedLead}</p>
        <div className="two">
          <Choices {...view} />
          <section aria-labelledby="preview">
            <h2 id="preview">{t.embedPreview}</h2>
            <iframe className="preview" sandbox="allow-forms allow-same-origin allow-top-navigation-by-user-activation" src={withQuery(address("widget", choice.lang), { need: choice.need, place: choice.place })} title={frameTitle} height={FRAME.height} />
          </section>
        </div>
        <Codes {...view} />
      </div>
    </Layout>
  );
}
