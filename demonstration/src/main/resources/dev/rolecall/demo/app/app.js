import { objectsOf } from "./access.js";

const here = location.origin + "/";
const LOGIN = "rolecall.login";       // what must survive the way to Keycloak and back
const KNOWN = "rolecall.known";       // somebody was logged in: try single sign-on after a reload
let config;
let endpoints;
let tokens;                           // in memory only: another script of this origin finds nothing stored

start().catch(failed);

async function start() {
  config = await json("config.json");
  endpoints = await json(config.issuer + "/.well-known/openid-configuration");
  const answer = new URLSearchParams(location.search);
  if (answer.has("state")) {
    history.replaceState(null, "", here);
    await returned(answer);
  } else if (sessionStorage.getItem(KNOWN)) {
    await login({ prompt: "none" });
  } else {
    showWelcome();
  }
}

// --- logging in: authorization code with PKCE (RFC 7636)

async function login(parameters = {}) {
  const attempt = { verifier: random(), state: random(), silent: parameters.prompt === "none" };
  sessionStorage.setItem(LOGIN, JSON.stringify(attempt));
  const query = new URLSearchParams({
    response_type: "code", client_id: config.client, redirect_uri: here, scope: "openid", state: attempt.state,
    code_challenge: await challenge(attempt.verifier), code_challenge_method: "S256", ...parameters });
  location.assign(`${endpoints.authorization_endpoint}?${query}`);
}

async function returned(answer) {
  const attempt = JSON.parse(sessionStorage.getItem(LOGIN) ?? "null");
  sessionStorage.removeItem(LOGIN);
  if (!attempt || attempt.state !== answer.get("state")) {
    showWelcome();
    throw new Error("This answer belongs to no login of this tab. Please log in again.");
  }
  if (answer.has("error")) {
    sessionStorage.removeItem(KNOWN);
    showWelcome();
    if (!attempt.silent) {
      throw new Error(`Keycloak did not log you in: ${answer.get("error_description") ?? answer.get("error")}`);
    }
    return;
  }
  await accept({ grant_type: "authorization_code", code: answer.get("code"), redirect_uri: here,
    code_verifier: attempt.verifier });
}

async function refresh() {
  await accept({ grant_type: "refresh_token", refresh_token: tokens.refresh_token });
}

async function accept(fields) {
  const response = await fetch(endpoints.token_endpoint,
    { method: "POST", body: new URLSearchParams({ client_id: config.client, ...fields }) });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    sessionStorage.removeItem(KNOWN);
    tokens = undefined;
    showWelcome();
    throw new Error(`Keycloak gave no token: ${body.error_description ?? body.error ?? response.status}`);
  }
  tokens = body;
  sessionStorage.setItem(KNOWN, "yes");
  showPerson(claims(tokens.access_token));
}

function logout() {
  sessionStorage.removeItem(KNOWN);
  const query = new URLSearchParams({ id_token_hint: tokens.id_token, post_logout_redirect_uri: here });
  location.assign(`${endpoints.end_session_endpoint}?${query}`);
}

// --- pages

function showWelcome() {
  actions();
  page(element("section", { class: "card welcome" },
    element("h1", {}, "Who may do what, where?"),
    element("p", {}, "Log in as one of the people of the imported file. This page then shows what their token says: ",
      "on the whole system, on each customer, on each deployment."),
    element("p", {}, button("Log in", "primary", () => login())),
    element("p", { class: "faint" }, "The people to choose from, and their password, stand where the demo was started.")));
}

function showPerson(token) {
  const name = token.name ?? token.preferred_username ?? token.sub;
  actions(button("New token", "", refresh), button("Log out", "", logout));
  page(
    element("section", { class: "card person" },
      element("span", { class: "avatar", "aria-hidden": "true" }, initials(name)),
      element("div", {},
        element("h1", {}, name),
        element("p", { class: "faint" }, [token.preferred_username, token.email].filter(Boolean).join(" · ")))),
    element("section", { class: "card" },
      element("h2", {}, "What ", name, " may do"),
      ...may(token.access)),
    element("section", { class: "card" },
      element("h2", {}, "The access token, decoded"),
      element("p", { class: "faint" }, "Valid until ", new Date(token.exp * 1000).toLocaleTimeString(),
        ". The claim ", element("code", {}, "access"), " is what Rolecall adds."),
      tokenText(token)));
}

function may(access) {
  if (!access) {
    return [element("p", { class: "notice" }, "The token holds no claim named access.")];
  }
  if (access.overage) {
    return [element("p", { class: "notice" }, `There is too much for a token: ${access.objects} objects. `,
      "The whole document is at ", element("code", {}, access.endpoint), ".")];
  }
  const objects = objectsOf(access);
  if (objects.length === 0) {
    return [element("p", { class: "notice" }, "Nothing: this person has no role anywhere.")];
  }
  return [
    element("div", { class: "scroll" },
      element("table", {},
        element("thead", {}, element("tr", {}, ...["Where", "Role", "Permissions"].map(title =>
          element("th", { scope: "col" }, title)))),
        element("tbody", {}, ...objects.map(row)))),
    element("p", { class: "legend faint" }, chip("granted there", "granted"), " ", chip("from above", "inherited"))];
}

function row(object) {
  const permissions = [
    ...object.granted.map(name => chip(name, "granted")),
    ...object.inherited.map(name => chip(name, "inherited"))];
  return element("tr", { class: `depth${object.depth}` },
    element("th", { scope: "row" }, element("span", { class: "name" }, object.name),
      element("span", { class: "faint reach" }, object.reach)),
    element("td", { "data-title": "Role" }, ...(object.roles.length
      ? object.roles.map(role => element("span", { class: "role" }, role)) : [element("span", { class: "faint" }, "none here")])),
    element("td", { "data-title": "Permissions" }, ...(permissions.length
      ? [element("ul", { class: "chips" }, ...permissions.map(it => element("li", {}, it)))]
      : [element("span", { class: "faint" }, "none")])));
}

function chip(text, kind) {
  const from = kind === "inherited" ? element("span", { class: "hidden" }, " (from above)") : "";
  return element("span", { class: `chip ${kind}` }, text, from);
}

function tokenText(token) {
  const members = Object.entries(token);
  const lines = members.map(([name, value], index) => {
    const text = `  ${JSON.stringify(name)}: ${pretty(value, "  ")}`
      + (index < members.length - 1 ? "," : "");
    return name === "access" ? element("mark", {}, text) : `${text}\n`;
  });
  return element("pre", { tabindex: "0", "aria-label": "Claims of the access token" }, "{\n", ...lines, "}");
}

/** As JSON.stringify(value, null, 2), but with the plain values of a list on one line: lists of permissions are long. */
function pretty(value, indent) {
  if (value === null || typeof value !== "object") {
    return JSON.stringify(value);
  }
  if (Array.isArray(value) && value.every(it => it === null || typeof it !== "object")) {
    return `[${value.map(it => JSON.stringify(it)).join(", ")}]`;
  }
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const lines = Object.entries(value).map(([name, it]) =>
    inner + (Array.isArray(value) ? "" : `${JSON.stringify(name)}: `) + pretty(it, inner));
  return lines.length === 0 ? open + close : `${open}\n${lines.join(",\n")}\n${indent}${close}`;
}

// --- small things

function page(...content) {
  document.getElementById("notice").replaceChildren();
  document.getElementById("page").replaceChildren(...content);
}

function actions(...buttons) {
  document.getElementById("actions").replaceChildren(...buttons);
}

function failed(error) {
  const text = error instanceof TypeError ? "Keycloak or this application's server cannot be reached. Does the demo still run?"
    : error.message;
  document.getElementById("notice").replaceChildren(element("p", { class: "notice error" }, text));
  if (document.getElementById("page").textContent.startsWith("Loading")) {
    document.getElementById("page").replaceChildren();
  }
}

function button(text, kind, action) {
  const it = element("button", { type: "button", class: kind }, text);
  it.addEventListener("click", async () => {
    it.disabled = true;
    try {
      await action();
    } catch (error) {
      failed(error);
    } finally {
      it.disabled = false;
    }
  });
  return it;
}

/** Text goes in as text: nothing a token says becomes markup. */
function element(name, attributes, ...content) {
  const it = document.createElement(name);
  Object.entries(attributes).filter(([, value]) => value).forEach(([key, value]) => it.setAttribute(key, value));
  it.append(...content);
  return it;
}

function initials(name) {
  return name.split(/\s+/).filter(Boolean).map(word => [...word][0].toUpperCase()).slice(0, 2).join("");
}

async function json(address) {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${address} answered ${response.status}. Does the demo still run?`);
  }
  return response.json();
}

function claims(token) {
  const bytes = Uint8Array.from(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

function random() {
  return base64(crypto.getRandomValues(new Uint8Array(32)));
}

async function challenge(verifier) {
  return base64(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

function base64(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
