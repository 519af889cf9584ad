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
  /** A message to be brought on screen; another object each time. */
  readonly revealed: { readonly seq: number } | undefined;
  /** Another one, and all messages may take on another height: a change of the log, too. */
  readonly look: unknown;
  readonly onAtEnd: (atEnd: boolean) => void;
  readonly children?: ComponentChildren;
}

/** Scrolls the log: at its end it stays there; elsewhere what is read does not move, whatever is added around it. */
export class LogScroller extends Component<LogScrollerProps> {
  private readonly scroller = createRef<HTMLDivElement>();
  private readonly content = createRef<HTMLDivElement>();
  private readonly sizes = new ResizeObserver(() => this.settle());
  private atEnd = true;
  /** Where it was scrolled to when last looked at, in px. */
  private top = 0;
  /** What was read when the log changed, until it is scrolled: blocks take on their sizes only later. */
  private anchor: Anchor | undefined;

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
    this.notice();
    return this.atEnd || !this.scroller.current ? undefined : findAnchor(this.scroller.current);
  }

  override componentDidUpdate(previous: LogScrollerProps, _state: unknown, anchor: Anchor | undefined): void {
    if (this.props.ownCount > previous.ownCount) this.jump();
    this.anchor = anchor;
    const { revealed, look } = this.props;
    // The messages are drawn anew after this, and all of them before anything else is done.
    if (look !== previous.look) queueMicrotask(() => this.settle());
    if (revealed && revealed !== previous.revealed) this.reveal(revealed.seq);
    else this.settle();
  }

  /** Goes to a message, and points it out. */
  private reveal(seq: number): void {
    const message = this.scroller.current?.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
    if (!message) return;
    this.anchor = undefined;
    this.setAtEnd(false);
    message.scrollIntoView({ block: "center", inline: "nearest" });
    message.focus({ preventScroll: true });
    message.classList.add("is-revealed");
    message.addEventListener("animationend", () => message.classList.remove("is-revealed"), { once: true });
  }

  /** Brings what is to be on screen back there. */
  private settle(): void {
    const scroller = this.scroller.current;
    if (!scroller) return;
    if (this.atEnd) scrollToEnd(scroller);
    else if (this.anchor) restoreAnchor(scroller, this.anchor);
    this.top = scroller.scrollTop;
  }

  /** Who has scrolled up a moment ago is not at the end any more, though the event that says so is still to come. */
  private notice(): void {
    const scroller = this.scroller.current;
    if (this.atEnd && scroller && scroller.scrollTop < this.top && !isAtEnd(scroller)) this.setAtEnd(false);
  }

  private jump(): void {
    this.setAtEnd(true);
    this.settle();
  }

  private setAtEnd(atEnd: boolean): void {
    if (atEnd === this.atEnd) return;
    this.atEnd = atEnd;
    this.props.onAtEnd(atEnd);
  }

  private readonly onScroll = (): void => {
    const scroller = this.scroller.current;
    if (!scroller) return;
    if (Math.abs(scroller.scrollTop - this.top) >= 1) this.anchor = undefined;
    this.top = scroller.scrollTop;
    this.setAtEnd(isAtEnd(scroller));
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
