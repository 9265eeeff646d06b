import { ERROR_CODES } from "@congthu/shared/errors";
import { createRoot } from "react-dom/client";

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <ul>
      {ERROR_CODES.map((c) => (
        <li key={c}>mail {c}</li>
      ))}
    </ul>,
  );
