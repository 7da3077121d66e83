"""The barest window that PySide6 can show: what the program's start is measured against."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

app = QApplication(sys.argv)
window = QMainWindow()
window.setWindowTitle("A bare window")
window.resize(1000, 700)
window.show()
sys.exit(app.exec())
