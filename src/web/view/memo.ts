import { Component, type ComponentChildren, type ComponentType } from "preact";

/** A component that renders again only when a prop is another one. It reads props alone: no signals, no state. */
export function memo<P extends object>(view: (props: P) => ComponentChildren): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return !isShallowEqual(next, this.props);
    }

    override render(): ComponentChildren {
      return view(this.props);
    }
  };
}

function isShallowEqual(a: object, b: object): boolean {
  const before = new Map(Object.entries(b));
  const now = Object.entries(a);
  return now.length === before.size && now.every(([key, value]) => before.get(key) === value);
}
