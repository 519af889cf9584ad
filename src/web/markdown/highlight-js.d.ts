// What is used of a package that comes without types.

declare module "@highlightjs/cdn-assets/es/core.js" {
  /** The rules of a language, in a form that only the package knows. */
  export type Grammar = (api: object) => object;

  /** Is told the tokens of a text in order; `scope` is what kind of token it is. */
  export interface Emitter {
    addText(text: string): void;
    startScope(scope: string): void;
    endScope(): void;
    openNode(scope: string): void;
    closeNode(): void;
    __addSublanguage(other: Emitter, name: string | undefined): void;
    finalize(): void;
    toHTML(): string;
  }

  export interface Highlighter {
    configure(options: { readonly __emitter: new () => Emitter }): void;
    registerLanguage(name: string, grammar: Grammar): void;
    highlight(
      code: string,
      options: { readonly language: string; readonly ignoreIllegals: boolean },
    ): { readonly _emitter: Emitter };
  }

  const core: { newInstance(): Highlighter };
  export default core;
}

declare module "@highlightjs/cdn-assets/es/languages/*.min.js" {
  const grammar: import("@highlightjs/cdn-assets/es/core.js").Grammar;
  export default grammar;
}
