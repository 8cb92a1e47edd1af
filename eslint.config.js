/** What eslint holds the page's JavaScript to. */

import js from "@eslint/js";
import globals from "globals";

export default [
  {
    files: ["formcheck/web/static/js/**/*.js"],
    ...js.configs.recommended,
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...js.configs.recommended.rules,
      "eqeqeq": "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-shadow": "error",
      "no-implied-eval": "error",
      "no-eval": "error",
      "consistent-return": "error",
      "array-callback-return": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Text of others never becomes HTML: make elements with h()." },
        { property: "outerHTML", message: "Text of others never becomes HTML: make elements with h()." },
        { property: "insertAdjacentHTML", message: "Text of others never becomes HTML: make elements with h()." },
      ],
      "max-lines": ["error", { max: 350 }],
    },
  },
];
