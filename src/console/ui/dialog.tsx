import type { ReactElement, ReactNode } from "react";
import { Button as AriaButton, Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Icon } from "./icon.tsx";
import { useMessages } from "./lang.tsx";
import { uiMessages } from "./ui.messages.ts";

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** It interrupts: only its own buttons close it. */
  alert?: boolean;
  wide?: boolean;
}

/** Something that must be dealt with before going on; Escape leaves it, and the focus goes back to where it was. */
export function Dialog({ title, isOpen, onClose, children, alert = false, wide = false }: DialogProps): ReactElement {
  const t = useMessages(uiMessages);
  return (
    <ModalOverlay className="overlay" isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable={!alert} isKeyboardDismissDisabled={alert}>
      <Modal className={`modal${wide ? " wide" : ""}`}>
        <AriaDialog className="dialog" role={alert ? "alertdialog" : "dialog"}>
          <div className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {!alert && (
              <AriaButton className="btn bare sign" aria-label={t.close} onPress={onClose}>
                <Icon name="x" />
              </AriaButton>
            )}
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
