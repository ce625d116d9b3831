import { chooseLanguage, isLanguage, language, languages, words } from '../words/words.ts';

export function LanguageSwitch() {
  return (
    <select
      class="input input-quiet"
      aria-label={words().language}
      value={language.value}
      onChange={(event) => {
        const code = event.currentTarget.value;
        if (isLanguage(code)) chooseLanguage(code);
      }}
    >
      {languages.map(({ code, name }) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
