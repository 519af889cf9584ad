import { charter } from "../i18n/charter.ts";
import { ownerLink } from "../state/owner-link.ts";
import { focusComposer } from "./focus.ts";
import { MadeLink } from "./made-link.tsx";
import "./about-styles.ts";

const putAway = () => {
  focusComposer();
  ownerLink.value = undefined;
};

/** [R4] Shows whoever made the room the link that makes them its owner elsewhere, until they put it away. */
export function OwnerLinkCard({ link }: { readonly link: string }) {
  return (
    <section class="made owner-link" aria-labelledby="owner-link-title">
      <h2 id="owner-link-title">{charter.ownerLink.title}</h2>
      <MadeLink link={link} label={charter.ownerLink.label} said={charter.ownerLink.hint} isForOthers={false}>
        <button type="button" class="button" onClick={putAway}>
          {charter.ownerLink.putAway}
        </button>
      </MadeLink>
    </section>
  );
}
