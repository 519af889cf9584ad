import { h, type ComponentType } from "preact";
import { t } from "../i18n/index.ts";
import { showToast } from "../state/toast.ts";
import { useLazy } from "./use-lazy.ts";

/** What can be closed is, where it cannot be fetched. */
interface Closable {
  readonly onClose?: () => void;
}

type Load<P> = () => Promise<ComponentType<P>>;

/** A view that is fetched when it is first shown; until then nothing is in its place. Where it cannot be, that is told. */
export function lazy<P extends object>(load: Load<P>): ComponentType<P & Closable> {
  return function Lazy(props: P & Closable) {
    const View = useLazy(load, () => {
      showToast(t.message.failed(t.message.offline));
      props.onClose?.();
    });
    return View ? h(View, props) : null;
  };
}

/** The same, of which nothing is told: where it cannot be fetched it is tried again when it is next shown. */
export function quietly<P extends object>(load: Load<P>): ComponentType<P> {
  return function Quietly(props: P) {
    const View = useLazy(load, () => {});
    return View ? h(View, props) : null;
  };
}
