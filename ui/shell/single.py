"""One desktop a user and database: a second start hands its wish to the first and ends."""

import re

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from ui.shell.door import RAISE

PATIENCE = 1_500  # ms for a running desktop to be there
ANSWER = 6_000  # ms for it to say that it heard; it may be at work
LINK = re.compile(r"watchbill:(?://)?incident/([0-9]{1,9})/?")
MOST = 2_000  # bytes of a wish
DONE = b"done\n"


def incident_of(argument: str) -> int | None:
    """The number in `watchbill://incident/42`; None for anything else."""
    found = LINK.fullmatch(argument.strip())
    return int(found[1]) if found else None


class Single(QObject):
    """Ask `first` before anything is opened. What later starts want arrives as `open_incident`,
    `open_file` or `raise_wanted`."""

    open_incident = Signal(int)
    open_file = Signal(str)
    raise_wanted = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """By a name of `ui.shell.door`."""
        super().__init__(parent)
        self._name = name
        self.deaf = False  # somebody listens, but does not answer: that program hangs
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)

    def first(self, argument: str = RAISE) -> bool:
        """Whether this is the first: then it listens. Else the first has been told, and this one
        is to end. Where the first is deaf, this one goes on without a name."""
        if self.told(argument):
            return False
        if self.deaf or self._server.listen(self._name):
            return True
        if self.told(argument):  # somebody else began at the same moment
            return False
        if not self.deaf:
            QLocalServer.removeServer(self._name)  # left by one that crashed
            self._server.listen(self._name)
        return True

    def close(self) -> None:
        """Nobody is listening any more."""
        self._server.close()

    def told(self, argument: str) -> bool:
        """Whether somebody listens, and has heard this."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(PATIENCE):
            return False
        socket.write(f"{argument or RAISE}\n".encode()[:MOST])
        socket.waitForBytesWritten(PATIENCE)
        heard = socket.waitForReadyRead(ANSWER) or bool(socket.bytesAvailable())
        self.deaf = not heard and socket.state() is QLocalSocket.LocalSocketState.ConnectedState
        socket.disconnectFromServer()
        return not self.deaf

    def _welcome(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setReadBufferSize(MOST)
            socket.readyRead.connect(_Guest(self, socket).listen)
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                _Guest(self, socket).listen()

    def take(self, wish: str) -> None:
        """What another start asked for."""
        number = incident_of(wish)
        self.raise_wanted.emit()
        if number is not None:
            self.open_incident.emit(number)
        elif wish != RAISE:
            self.open_file.emit(wish)


class _Guest(QObject):
    """One connection, until its line is complete."""

    def __init__(self, single: Single, socket: QLocalSocket) -> None:
        super().__init__(socket)
        self._single, self._socket = single, socket

    def listen(self) -> None:
        """Reads the wish, says that it was understood, and acts on it."""
        if not self._socket.canReadLine():
            return
        wish = bytes(self._socket.readLine().data()).decode("utf-8", "replace").strip()
        self._socket.write(DONE)
        self._socket.flush()
        self._single.take(wish)
