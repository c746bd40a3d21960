import type { PerLang } from "../../platform/i18n/lang.ts";
import type { TextPage } from "./text.page.tsx";

export const accessibilityText: PerLang<TextPage> = {
  fr: {
    title: "Accessibilité",
    lead: "Ce site doit servir à tout le monde, sur tous les appareils. Nous visons la norme WCAG 2.2, niveau AA.",
    sections: [
      {
        title: "Ce qui est fait",
        body: (
          <ul>
            <li>Tout fonctionne sans JavaScript, avec un vieux téléphone et une connexion lente.</li>
            <li>Tout se fait au clavier, et l’endroit où vous êtes se voit bien.</li>
            <li>Le texte peut grossir jusqu’à 400 % sans qu’il faille défiler de côté.</li>
            <li>Les couleurs ne disent jamais rien toutes seules : il y a toujours un mot ou un signe.</li>
            <li>Le site suit vos réglages : mode sombre, contraste élevé, moins de mouvement.</li>
            <li>Les phrases sont courtes et simples, en français et en anglais.</li>
          </ul>
        ),
      },
      {
        title: "Comment nous le vérifions",
        body: <p>À chaque changement, chaque sorte de page est examinée par un outil automatique (axe), dans les deux langues, en clair et en sombre, et parcourue au clavier. Un outil ne voit pas tout : aucune personne handicapée n’a encore mis ce site à l’essai. C’est la prochaine étape.</p>,
      },
      {
        title: "Ce qui manque encore",
        body: (
          <ul>
            <li>Certaines notes d’horaire et de téléphone n’existent qu’en français.</li>
            <li>Peu de fiches disent si l’endroit est accessible en fauteuil roulant.</li>
            <li>Il n’y a pas encore de vidéos en langue des signes québécoise.</li>
          </ul>
        ),
      },
      { title: "Un obstacle?", body: <p>Sur chaque fiche, le lien « Signaler une erreur » nous permet de savoir ce qui ne va pas.</p> },
    ],
  },
  en: {
    title: "Accessibility",
    lead: "This site must work for everyone, on every device. We aim for WCAG 2.2, level AA.",
    sections: [
      {
        title: "What is done",
        body: (
          <ul>
            <li>Everything works without JavaScript, on an old phone and a slow connection.</li>
            <li>Everything can be done with a keyboard, and where you are is plain to see.</li>
            <li>Text can grow to 400% without sideways scrolling.</li>
            <li>Colour never says anything alone: there is always a word or a sign.</li>
            <li>The site follows your settings: dark mode, high contrast, less motion.</li>
            <li>Sentences are short and simple, in French and English.</li>
          </ul>
        ),
      },
      {
        title: "How we check",
        body: <p>With every change, every kind of page is examined by an automatic tool (axe), in both languages, in light and dark, and walked through by keyboard. A tool does not see everything: no disabled person has tried this site yet. That is the next step.</p>,
      },
      {
        title: "What is still missing",
        body: (
          <ul>
            <li>Some notes about hours and phones exist in French only.</li>
            <li>Few records say whether a place can be entered in a wheelchair.</li>
            <li>There are no videos in Québec Sign Language (LSQ) yet.</li>
          </ul>
        ),
      },
      { title: "Something in your way?", body: <p>On every record, the link “Report an error” lets us know what is wrong.</p> },
    ],
  },
};
