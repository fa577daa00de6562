// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakehandle.h"
#include "ui/messages/composerpanel.h"
#include "ui/viewers/composeedit.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

struct ComposerDesk
{
    tests::FakeHandle handle;
    messages::ComposerPanel panel{widgets::PanelContext{.handle = handle}};

    ComposerDesk()
    {
        panel.resize(700, 240);
        panel.show();
        panel.setTick(handle.tick());
        edit()->setFocus();
    }
    template <typename T>
    [[nodiscard]] T *child(const char *name) const
    {
        return panel.findChild<T *>(QString::fromLatin1(name));
    }
    [[nodiscard]] viewers::ComposeEdit *edit() const { return child<viewers::ComposeEdit>("composeEdit"); }
    [[nodiscard]] QPushButton *send() const { return child<QPushButton>("send"); }
    [[nodiscard]] QString mark() const { return child<QLabel>("validity")->text(); }
    [[nodiscard]] QString reason() const
    {
        return child<QLabel>("reason")->isVisible() ? child<QLabel>("reason")->text() : QString();
    }
    void type(const QString &text) { QTest::keyClicks(edit(), text); }
    void mode(int index) { child<QComboBox>("composeMode")->setCurrentIndex(index); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::ControlModifier)
    {
        QTest::keyClick(edit(), Qt::Key(key), modifiers);
    }
    void setState(connection::State state)
    {
        handle.state = state;
        panel.setTick(handle.tick());
    }
};

class TestComposerPanel : public QObject
{
    Q_OBJECT
private slots:
    void controlEnterSendsAndKeepsTheText()
    {
        ComposerDesk desk;
        desk.type(QStringLiteral("hello"));
        desk.press(Qt::Key_Return);
        QCOMPARE(desk.handle.sent.size(), 1);
        QCOMPARE(desk.handle.sent[0].first, ws::Opcode::Text);
        QCOMPARE(desk.handle.sent[0].second, QByteArray("hello"));
        QCOMPARE(desk.edit()->toPlainText(), QStringLiteral("hello"));
        QTest::mouseClick(desk.send(), Qt::LeftButton);
        QCOMPARE(desk.handle.sent.size(), 2);
        QCOMPARE(desk.panel.history().size(), 1);
    }

    void notConnectedSaysWhy()
    {
        ComposerDesk desk;
        desk.setState(connection::State::WaitingRetry);
        desk.type(QStringLiteral("kept"));
        QVERIFY(!desk.send()->isEnabled());
        QVERIFY(desk.reason().contains(QStringLiteral("waiting to reconnect")));
        desk.press(Qt::Key_Return);
        QVERIFY(desk.handle.sent.isEmpty());
        QCOMPARE(desk.edit()->toPlainText(), QStringLiteral("kept"));
        desk.setState(connection::State::Established);
        QVERIFY(desk.send()->isEnabled());
        QCOMPARE(desk.reason(), QString());
    }

    void notConnectedHoldsWhenThereIsAnOutbox()
    {
        ComposerDesk desk;
        desk.handle.waiting.holds = true;
        desk.setState(connection::State::WaitingRetry);
        desk.type(QStringLiteral("kept"));
        QCOMPARE(desk.send()->text(), QStringLiteral("&Hold"));
        QVERIFY(desk.reason().contains(QStringLiteral("held in the outbox until you release it")));
        desk.press(Qt::Key_Return);
        QCOMPARE(desk.handle.sent.size(), 1);
        desk.handle.waiting.held = 1;
        desk.setState(connection::State::Open);
        QCOMPARE(desk.send()->text(), QStringLiteral("&Send"));
        QVERIFY(desk.reason().contains(QStringLiteral("wait for you to release")));
        desk.handle.waiting.autoFlush = true;
        desk.setState(connection::State::WaitingRetry);
        QCOMPARE(desk.send()->text(), QStringLiteral("&Send"));
        QVERIFY(desk.reason().contains(QStringLiteral("goes out when the connection is back")));
    }

    void readOnlyNeverSends()
    {
        ComposerDesk desk;
        desk.handle.waiting.readOnlyProfile = true;
        desk.setState(connection::State::Established);
        desk.type(QStringLiteral("no"));
        QVERIFY(!desk.send()->isEnabled());
        QVERIFY(desk.reason().contains(QStringLiteral("read-only")));
        desk.press(Qt::Key_Return);
        QVERIFY(desk.handle.sent.isEmpty());
    }

    void aRefusalOfTheOutboxIsShownInPlace_data()
    {
        QTest::addColumn<outbox::Refusal>("refusal");
        QTest::addColumn<QString>("words");
        QTest::newRow("full") << outbox::Refusal::Full << QStringLiteral("outbox is full");
        QTest::newRow("D10 disk") << outbox::Refusal::DiskFailed << QStringLiteral("No space left");
        QTest::newRow("D11 two instances") << outbox::Refusal::OtherInstance << QStringLiteral("another running");
        QTest::newRow("repeated") << outbox::Refusal::Repeated << QStringLiteral("a moment ago");
    }
    void aRefusalOfTheOutboxIsShownInPlace()
    {
        QFETCH(outbox::Refusal, refusal);
        QFETCH(QString, words);
        ComposerDesk desk;
        desk.type(QStringLiteral("text"));
        emit desk.handle.sendRefused({.payload = "text",
            .opcode = ws::Opcode::Text,
            .refusal = refusal,
            .detail = QStringLiteral("No space left")});
        QVERIFY2(desk.reason().contains(words), qPrintable(desk.reason()));
        QCOMPARE(desk.edit()->toPlainText(), QStringLiteral("text"));
    }

    void aRefusalIsShownInPlace()
    {
        ComposerDesk desk;
        desk.type(QStringLiteral("text"));
        desk.press(Qt::Key_Return);
        emit desk.handle.sendRefused(
            {.error = ws::SendError::OutputFull, .payload = "text", .opcode = ws::Opcode::Text});
        QVERIFY(desk.reason().contains(QStringLiteral("queue is full")));
        QCOMPARE(desk.edit()->toPlainText(), QStringLiteral("text"));
        desk.type(QStringLiteral("x"));
        QCOMPARE(desk.reason(), QString());
    }

    void jsonIsMarked()
    {
        ComposerDesk desk;
        desk.mode(1);
        desk.type(QStringLiteral("{\"a\":"));
        QTRY_VERIFY(desk.mark().startsWith(QStringLiteral("✗")));
        QVERIFY(desk.mark().contains(QStringLiteral("byte 5")));
        QCOMPARE(desk.edit()->extraSelections().size(), 1);
        QCOMPARE(desk.send()->text(), QStringLiteral("&Send anyway"));
        desk.type(QStringLiteral("1}"));
        QTRY_VERIFY(desk.mark().startsWith(QStringLiteral("✓")));
        QVERIFY(desk.edit()->extraSelections().isEmpty());
        QTest::mouseClick(desk.child<QPushButton>("format"), Qt::LeftButton);
        QCOMPARE(desk.edit()->toPlainText(), QStringLiteral("{\n  \"a\": 1\n}"));
        desk.press(Qt::Key_Z); // Nothing typed is ever lost.
        QCOMPARE(desk.edit()->toPlainText(), QStringLiteral("{\"a\":1}"));
    }

    void aLargeTextIsReadOnThePool()
    {
        ComposerDesk desk;
        desk.mode(1);
        QString text = QStringLiteral("[0");
        for (int i = 0; i < 30'000; ++i)
            text += QStringLiteral(",1");
        QApplication::clipboard()->setText(text + QStringLiteral(",]"));
        desk.press(Qt::Key_V);
        QTRY_VERIFY(desk.mark().contains(QStringLiteral("byte 60003")));
        desk.press(Qt::Key_Backspace, Qt::NoModifier);
        desk.press(Qt::Key_Backspace, Qt::NoModifier);
        desk.type(QStringLiteral("]"));
        QTRY_VERIFY(desk.mark().startsWith(QStringLiteral("✓")));
    }

    void hexIsBytes()
    {
        ComposerDesk desk;
        desk.mode(2);
        desk.type(QStringLiteral("de ad be"));
        desk.press(Qt::Key_Return);
        QCOMPARE(desk.handle.sent.size(), 1);
        QCOMPARE(desk.handle.sent[0].first, ws::Opcode::Binary);
        QCOMPARE(desk.handle.sent[0].second, QByteArray("\xde\xad\xbe"));
        desk.type(QStringLiteral(" zz"));
        desk.press(Qt::Key_Return);
        QCOMPARE(desk.handle.sent.size(), 1);
        QVERIFY(desk.mark().contains(QStringLiteral("Not a hexadecimal digit")));
        QVERIFY(!desk.send()->isEnabled());
    }

    void historyComesBack()
    {
        ComposerDesk desk;
        desk.type(QStringLiteral("one"));
        desk.press(Qt::Key_Return);
        desk.press(Qt::Key_A);
        desk.type(QStringLiteral("two"));
        desk.press(Qt::Key_Return);
        desk.press(Qt::Key_A);
        desk.type(QStringLiteral("draft"));
        desk.press(Qt::Key_Up);
        QCOMPARE(desk.edit()->toPlainText(), QStringLiteral("two"));
        desk.press(Qt::Key_Up);
        QCOMPARE(desk.edit()->toPlainText(), QStringLiteral("one"));
        desk.press(Qt::Key_Down);
        desk.press(Qt::Key_Down);
        QCOMPARE(desk.edit()->toPlainText(), QStringLiteral("draft"));
    }

    void theHistoryMenuIsLiteral()
    {
        ComposerDesk desk;
        desk.panel.setHistory(
            {{.mode = viewers::Composition::Mode::Text, .text = QStringLiteral("&File\t%1 <b>")}}); // U09
        auto *menu = desk.child<QToolButton>("history")->menu();
        emit menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 1);
        QVERIFY(menu->actions().constFirst()->text().startsWith(QStringLiteral("&&File")));
        QVERIFY(!menu->actions().constFirst()->text().contains(QLatin1Char('\t')));
        menu->actions().constFirst()->trigger();
        QCOMPARE(desk.edit()->toPlainText(), QStringLiteral("&File\t%1 <b>"));
    }

    void escapeClearsThenAsksToHide()
    {
        ComposerDesk desk;
        QSignalSpy hide(&desk.panel, &messages::ComposerPanel::hideRequested);
        desk.type(QStringLiteral("text"));
        desk.press(Qt::Key_A);
        desk.press(Qt::Key_Escape, Qt::NoModifier);
        QVERIFY(!desk.edit()->textCursor().hasSelection());
        QCOMPARE(hide.size(), 0);
        desk.press(Qt::Key_Escape, Qt::NoModifier);
        QCOMPARE(hide.size(), 1);
        QCOMPARE(desk.edit()->toPlainText(), QStringLiteral("text"));
    }

    void sendAgainFillsTheEditor_data()
    {
        QTest::addColumn<ws::Opcode>("opcode");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<int>("mode");
        QTest::newRow("json") << ws::Opcode::Text << QByteArray("{\"a\":1}") << 1;
        QTest::newRow("text") << ws::Opcode::Text << QByteArray("ping") << 0;
        QTest::newRow("U01 markup") << ws::Opcode::Text << QByteArray("<img src=/etc/passwd>") << 0;
        QTest::newRow("bytes") << ws::Opcode::Binary << QByteArray("\x00\xff", 2) << 2;
    }
    void sendAgainFillsTheEditor()
    {
        QFETCH(ws::Opcode, opcode);
        QFETCH(QByteArray, payload);
        QFETCH(int, mode);
        ComposerDesk desk;
        desk.panel.compose(opcode, payload);
        QCOMPARE(desk.child<QComboBox>("composeMode")->currentIndex(), mode);
        QVERIFY(desk.handle.sent.isEmpty());
        desk.press(Qt::Key_Return);
        QCOMPARE(desk.handle.sent[0].second, payload);
        QCOMPARE(desk.handle.sent[0].first, opcode);
    }

    void anEndlessPasteIsRefused()
    {
        ComposerDesk desk;
        QApplication::clipboard()->setText(QString(viewers::ComposeEdit::mostCharacters + 1, QLatin1Char('x'))); // U20
        desk.type(QStringLiteral("kept"));
        desk.press(Qt::Key_V);
        QCOMPARE(desk.edit()->toPlainText(), QStringLiteral("kept"));
        QVERIFY(desk.reason().contains(QStringLiteral("Not pasted")));
    }
};

QTEST_MAIN(TestComposerPanel)
#include "tst_composerpanel.moc"
