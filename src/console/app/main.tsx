import { createRoot } from "react-dom/client";
import { Console } from "./console.tsx";

createRoot(document.getElementById("console")!).render(<Console />);
