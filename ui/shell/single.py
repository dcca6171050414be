"""One desktop a user and database: a second start hands its wish to the first and ends."""

import getpass
import hashlib
import os
import re

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 1_500  # ms for a running desktop to answer
RAISE = "raise"
LINK = re.compile(r"watchbill:(?://)?incident/([0-9]{1,18})/?")
MOST = 2_000  # bytes of a wish
DONE = b"done\n"


def incident_of(argument: str) -> int | None:
    """The number in `watchbill://incident/42`; None for anything else."""
    found = LINK.fullmatch(argument.strip())
    return int(found[1]) if found else None


def name_of(database: str) -> str:
    """The server's name; the address itself may hold a password, so only its hash is in it."""
    who = str(os.getuid()) if hasattr(os, "getuid") else getpass.getuser()
    return f"watchbill-{who}-{hashlib.sha256(database.encode()).hexdigest()[:16]}"


class Single(QObject):
    """Ask `first` before anything is opened. What later starts want arrives as `open_incident`,
    `open_file` or `raise_wanted`."""

    open_incident = Signal(int)
    open_file = Signal(str)
    raise_wanted = Signal()

    def __init__(self, database: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name_of(database)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)

    def first(self, argument: str = RAISE) -> bool:
        """Whether this is the first: then it listens. Else the first has been told, and this one
        is to end."""
        if self._told(argument):
            return False
        if self._server.listen(self._name):
            return True
        if self._told(argument):  # somebody else began at the same moment
            return False
        QLocalServer.removeServer(self._name)  # left by one that crashed
        self._server.listen(self._name)
        return True

    def close(self) -> None:
        """Nobody is listening any more."""
        self._server.close()

    def _told(self, argument: str) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(PATIENCE):
            return False
        socket.write(f"{argument or RAISE}\n".encode()[:MOST])
        socket.waitForBytesWritten(PATIENCE)
        socket.waitForReadyRead(PATIENCE)
        socket.disconnectFromServer()
        return True

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
        elif wish.endswith(".watchbill"):
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
