// Where the app's line is, pasting by Ctrl+V, and coming back by itself once a lost line is there again.
"use strict";

const terminal = document.querySelector("#terminal");
terminal.dataset.sessionWebsocketUrl = location.origin.replace(/^http/, "ws") + "/ws";

// xterm.js takes Ctrl+V for a key of its own; kept from it, the browser pastes.
terminal.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "v") {
    event.stopPropagation();
  }
}, true);

// Why the line ended is told by its code, which the library keeps to itself.
let code = 0;
window.WebSocket = class extends WebSocket {
  constructor(...where) {
    super(...where);
    this.addEventListener("close", (event) => { code = event.code; });
  }
};

const ELSEWHERE = 4001;
const LEFT = 4002;
const SAYINGS = {
  left: "You have left the app. All that was answered is saved.",
  failed: "The app ended by an error of its own. A report without any text of the case is kept on the server.",
  elsewhere: "The app was opened in another window, and goes on there.",
};

function say(what) {
  document.querySelector("#why").textContent = SAYINGS[what];
  document.querySelector("#again").focus();
}

async function standing() {
  try {
    const answer = await fetch("/standing", { cache: "no-store", redirect: "manual" });
    return answer.ok ? (await answer.json()).app : "signed-out";
  } catch {
    return "lost";
  }
}

async function comeBack(wait) {
  const now = await standing();
  if (now === "lost") {
    setTimeout(comeBack, wait, Math.min(wait * 2, 10000));
  } else if (code === LEFT && now in SAYINGS) {
    say(now);
  } else {
    location.replace("/");
  }
}

new MutationObserver((_, observer) => {
  if (document.body.classList.contains("-closed")) {
    observer.disconnect();
    document.querySelector("#gone").hidden = false;
    if (code === ELSEWHERE) {
      say("elsewhere");
    } else {
      comeBack(500);
    }
  }
}).observe(document.body, { attributes: true, attributeFilter: ["class"] });

window.addEventListener("load", () => setTimeout(() => terminal.querySelector("textarea")?.focus(), 50));
