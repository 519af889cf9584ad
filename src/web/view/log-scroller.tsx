import { Component, type ComponentChildren, createRef, type RefObject } from "preact";
import { t } from "../i18n/index.ts";
import { type Anchor, findAnchor, isAtEnd, moveFocus, restoreAnchor, scrollToEnd } from "./log-scroll.ts";

interface LogScrollerProps {
  /** Own messages on their way: one more brings the end into view. */
  readonly ownCount: number;
  /** What is added now is not to be read out. */
  readonly isQuiet: boolean;
  /** Is given what scrolls to the end. */
  readonly toEnd: RefObject<(() => void) | undefined>;
  readonly onAtEnd: (atEnd: boolean) => void;
  readonly children?: ComponentChildren;
}

/** Scrolls the log: at its end it stays there; elsewhere what is read does not move, whatever is added around it. */
export class LogScroller extends Component<LogScrollerProps> {
  private readonly scroller = createRef<HTMLDivElement>();
  private readonly content = createRef<HTMLDivElement>();
  private readonly sizes = new ResizeObserver(() => this.stick());
  private atEnd = true;

  override componentDidMount(): void {
    const { toEnd } = this.props;
    toEnd.current = () => this.jump();
    if (this.scroller.current) this.sizes.observe(this.scroller.current);
    if (this.content.current) this.sizes.observe(this.content.current);
  }

  override componentWillUnmount(): void {
    this.sizes.disconnect();
  }

  override getSnapshotBeforeUpdate(): Anchor | undefined {
    return this.atEnd || !this.scroller.current ? undefined : findAnchor(this.scroller.current);
  }

  override componentDidUpdate(previous: LogScrollerProps, _state: unknown, anchor: Anchor | undefined): void {
    if (this.props.ownCount > previous.ownCount) this.jump();
    else if (this.atEnd) this.stick();
    else if (anchor && this.scroller.current) restoreAnchor(this.scroller.current, anchor);
  }

  private stick(): void {
    if (this.atEnd && this.scroller.current) scrollToEnd(this.scroller.current);
  }

  private jump(): void {
    this.setAtEnd(true);
    this.stick();
  }

  private setAtEnd(atEnd: boolean): void {
    if (atEnd === this.atEnd) return;
    this.atEnd = atEnd;
    this.props.onAtEnd(atEnd);
  }

  private readonly onScroll = (): void => {
    if (this.scroller.current) this.setAtEnd(isAtEnd(this.scroller.current));
  };

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !this.scroller.current) return;
    if (moveFocus(this.scroller.current, event.key)) event.preventDefault();
  };

  override render() {
    return (
      <div
        ref={this.scroller}
        class="log-scroller"
        role="log"
        aria-live={this.props.isQuiet ? "off" : "polite"}
        aria-label={t.log.label}
        // Scrolled by the keyboard, too.
        tabIndex={0}
        onScroll={this.onScroll}
        onKeyDown={this.onKeyDown}
      >
        <div ref={this.content} class="log-content">
          {this.props.children}
        </div>
      </div>
    );
  }
}
