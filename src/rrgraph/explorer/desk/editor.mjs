// The editor of the desk: CodeMirror with SPARQL, its colours taken from the page, completing our own terms.
//
// Tab is left to the browser, so that nobody is caught in the editor. All styles are constructed sheets of the
// shadow root that the editor stands in: the page's policy lets no style element in.

import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { styleTags, tags } from "@lezer/highlight";
import { SparqlLanguage } from "codemirror-lang-sparql";

const KEYWORDS = ("SELECT DISTINCT WHERE OPTIONAL FILTER BIND VALUES UNION MINUS GRAPH EXISTS PREFIX ORDER GROUP BY HAVING LIMIT "
  + "OFFSET COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT AS IN NOT ASK CONSTRUCT DESCRIBE STR REGEX REPLACE CONTAINS "
  + "STRSTARTS BOUND IF COALESCE").split(" ").map((word) => ({ label: word, type: "keyword" }));

const LANGUAGE = SparqlLanguage.configure({ props: [styleTags({ "Pname_ln Pname_ns": tags.namespace, A_predicate: tags.keyword })] });

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--q-word)", fontWeight: "bold" },
  { tag: tags.variableName, color: "var(--q-variable)" },
  { tag: [tags.string, tags.integer, tags.float, tags.bool], color: "var(--q-value)" },
  { tag: [tags.namespace, tags.url, tags.typeName], color: "var(--q-name)" },
  { tag: tags.comment, color: "var(--soft)" },
]);

const LOOK = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: ".875rem", height: "100%" },
  "&.cm-focused": { outline: "3px solid #fd0", boxShadow: "0 0 0 5px #0b0c0c" },
  ".cm-scroller": { fontFamily: "\"Liberation Mono\", Consolas, Menlo, monospace", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-gutters": { color: "var(--soft)", backgroundColor: "var(--tint)", borderRight: "1px solid var(--line)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--chosen)", outline: "1px solid var(--soft)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", textDecoration: "underline wavy var(--gap)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--soft)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { minHeight: "24px", lineHeight: "24px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { color: "var(--on-ink)", backgroundColor: "var(--on)" },
  ".cm-completionIcon": { display: "none" },
  ".cm-completionDetail": { color: "inherit", fontStyle: "normal" },
  ".cm-tooltip.cm-completionInfo": { maxWidth: "22rem", fontFamily: "Arial, sans-serif" },
  ".cm-diagnostic": { borderLeft: "4px solid var(--gap)" },
});

/** What can stand at the cursor: terms of ours, variables of the query, words of the language. */
function completing(terms) {
  return (context) => {
    const word = context.matchBefore(/[?$\w:.-]+/);
    if (!word && !context.explicit) return null;
    const variables = [...new Set(context.state.doc.toString().match(/[?$]\w+/g) || [])]
      .filter((name) => !word || name !== word.text)
      .map((name) => ({ label: name, type: "variable" }));
    return { from: word ? word.from : context.pos, options: [...terms(), ...variables, ...KEYWORDS], validFor: /^[?$\w:.-]*$/ };
  };
}

/** An editor in a shadow root. `terms` gives what is completed; `changed` and `run` are called. */
function make({ root, label, text, terms, changed, run }) {
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => { run(); return true; } }])),
        lineNumbers(),
        history(),
        bracketMatching(),
        LANGUAGE,
        syntaxHighlighting(COLOURS),
        autocompletion({ override: [completing(terms)], icons: false }),
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", spellcheck: "false" }),
        EditorView.updateListener.of((update) => update.docChanged && changed()),
        LOOK,
      ],
    }),
  });
  return {
    get text() { return view.state.doc.toString(); },
    set text(words) { view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: words } }); },
    focus() { view.focus(); },
    /** Underline what is wrong from a line and column on, and put the cursor there. */
    point(line, column, message) {
      const at = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      const from = Math.min(at.from + Math.max(column - 1, 0), at.to);
      const to = Math.max(Math.min(from + 1, at.to), from);
      view.dispatch(setDiagnostics(view.state, [{ from: Math.min(from, Math.max(to - 1, at.from)), to, severity: "error", message }]));
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    },
    clear() { view.dispatch(setDiagnostics(view.state, [])); },
  };
}

self.rrgraphEditor = { make };
