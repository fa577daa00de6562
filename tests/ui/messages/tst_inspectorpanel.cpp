// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakehandle.h"
#include "ui/messages/composerpanel.h"
#include "ui/messages/inspectorpanel.h"
#include "ui/viewers/detailpane.h"
#include "ui/widgets/recordview.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <sys/stat.h>

struct InspectorDesk
{
    tests::FakeHandle handle;
    messages::InspectorPanel panel{widgets::PanelContext{.handle = handle}};

    InspectorDesk()
    {
        panel.resize(1280, 720);
        panel.show();
    }
    void tick() { panel.setTick(handle.tick()); }
    [[nodiscard]] widgets::RecordView *view() const { return panel.view(); }
    template <typename T>
    [[nodiscard]] T *child(const char *name) const
    {
        return panel.findChild<T *>(QString::fromLatin1(name));
    }
    [[nodiscard]] QString facts() const { return child<QLabel>("facts")->text(); }
    [[nodiscard]] QString shownText() const { return child<QPlainTextEdit>("payloadText")->toPlainText(); }
    void click(int row) { QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->rowRect(row).center()); }
};

class TestInspectorPanel : public QObject
{
    Q_OBJECT

    static void fillDemo(InspectorDesk &desk);

private slots:
    void aClickShowsTheMessageInFull()
    {
        InspectorDesk desk;
        desk.handle.source.add("{\"price\":\"101.50\",\"nested\":{\"n\":9007199254740993}}");
        desk.handle.source.add("plain");
        desk.handle.source.facts[1] = {.wireSize = 60,
            .compressedSize = -1,
            .fragments = 3,
            .header = {0x81, 0x32},
            .headerSize = 2,
            .masked = true,
            .maskKey = 0xdeadbeef,
            .firstByte = {}};
        desk.tick();
        desk.click(0);
        QTRY_VERIFY(desk.facts().startsWith(QStringLiteral("#1")));
        for (const char *fact : {"Received Text", "fragments", "deadbeef", "81 32"})
            QVERIFY2(desk.facts().contains(QString::fromLatin1(fact)), qPrintable(desk.facts()));
        auto *tree = desk.child<QTreeView>("jsonTree");
        const QModelIndex whole = tree->model()->index(0, 0);
        QCOMPARE(tree->model()->rowCount(whole), 2);
        QCOMPARE(tree->model()->index(0, 1, whole).data().toString(), QStringLiteral("\"101.50\""));
        QVERIFY(desk.shownText().contains(QStringLiteral("  \"price\": \"101.50\"")));
        QTest::keyClick(desk.view(), Qt::Key_Down);
        QTRY_VERIFY(desk.facts().startsWith(QStringLiteral("#2")));
        QCOMPARE(desk.shownText(), QStringLiteral("plain"));
    }

    void b8RowsBeyondAnInt()
    {
        InspectorDesk desk;
        desk.handle.source.add("the first");
        stream::Tick tick = desk.handle.source.tick();
        tick.lastSeq = (base::Seq(1) << 31) + 5;
        desk.panel.setTick(tick);
        constexpr int most = 1 << 30;
        const auto number = [&](int row) { return desk.view()->model()->index(row, 0).data().toString(); };
        QCOMPARE(desk.view()->model()->rowCount(), most);
        const QString said = desk.child<QLabel>("messageCount")->text();
        QVERIFY2(said.contains(QStringLiteral("1,073,741,824 rows")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("1,073,741,829 not listed")), qPrintable(said));
        QTest::keyClick(desk.view(), Qt::Key_End);
        QCOMPARE(number(desk.view()->firstVisibleRow() + desk.view()->visibleRows() - 1), QStringLiteral("2147483653"));
        desk.click(desk.view()->firstVisibleRow());
        for (const int key : {Qt::Key_PageDown, Qt::Key_PageDown, Qt::Key_PageDown, Qt::Key_Down})
            QTest::keyClick(desk.view(), static_cast<Qt::Key>(key));
        QCOMPARE(desk.view()->currentRow(), most - 1);
        QTest::keyClick(desk.view(), Qt::Key_Home); // The first of all, not of those that were listed.
        QCOMPARE(desk.view()->currentRow(), 0);
        QCOMPARE(number(0), QStringLiteral("1"));
        QTRY_COMPARE(desk.shownText(), QStringLiteral("the first"));
        QTest::keyClick(desk.view(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(desk.view()->selection().count(), qint64(most));
        QTest::keyClick(desk.view(), Qt::Key_End); // And back.
        QCOMPARE(number(most - 1), QStringLiteral("2147483653"));
        desk.panel.showRecord(7);
        QCOMPARE(number(desk.view()->currentRow()), QStringLiteral("7"));
    }

    void controlFramesAndNotesAreHiddenBySwitches()
    {
        InspectorDesk desk;
        desk.handle.source.add("one");
        desk.handle.source.add("ping", capture::Kind::Ping);
        desk.handle.source.add("{\"to\":\"Open\"}", capture::Kind::State);
        desk.handle.source.add("two");
        desk.tick();
        const auto rows = [&] { return desk.view()->model()->rowCount(); };
        QCOMPARE(rows(), 4);
        desk.click(3);
        QTRY_VERIFY(desk.facts().startsWith(QStringLiteral("#4")));
        QTest::mouseClick(desk.child<QToolButton>("showControl"), Qt::LeftButton);
        QTRY_COMPARE(rows(), 3);
        QTest::mouseClick(desk.child<QToolButton>("showNotes"), Qt::LeftButton);
        QTRY_COMPARE(rows(), 2);
        QCOMPARE(desk.view()->currentRow(), 1); // The chosen message stays chosen in its new place.
        QVERIFY(desk.facts().startsWith(QStringLiteral("#4")));
        QVERIFY(desk.child<QLabel>("messageCount")->text().contains(QLatin1Char('2')));
        desk.view()->selectAll();
        QTest::keyClick(desk.view(), Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::clipboard()->text(), QStringLiteral("one\ntwo")); // Not what is hidden between.
        QTest::mouseClick(desk.child<QToolButton>("showControl"), Qt::LeftButton);
        QTRY_COMPARE(rows(), 3);
        QTest::mouseClick(desk.child<QToolButton>("showNotes"), Qt::LeftButton);
        QCOMPARE(rows(), 4);
    }

    void malformedJsonSaysWhere()
    {
        InspectorDesk desk;
        desk.handle.source.add("{\"a\":tru}");
        desk.tick();
        desk.click(0);
        QTRY_VERIFY(desk.child<QLabel>("jsonProblem")->text().contains(QStringLiteral("byte 5")));
    }

    void controlCCopiesExactly()
    {
        InspectorDesk desk;
        desk.handle.source.add(QByteArray("\xEF\xBB\xBF{\"a\": 1}  "));
        desk.handle.source.add("<b>two</b>");
        desk.tick();
        QSignalSpy notices(&desk.panel, &widgets::Panel::noticeRaised);
        desk.click(0);
        QTest::keyClick(desk.view(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(desk.view(), Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(notices.size(), 1);
        QCOMPARE(QApplication::clipboard()->text().toUtf8(), QByteArray("\xEF\xBB\xBF{\"a\": 1}  \n<b>two</b>"));
    }

    void clearViewHidesAndShowAllBringsBack()
    {
        InspectorDesk desk;
        for (int i = 0; i < 50; ++i)
            desk.handle.source.add("x");
        desk.tick();
        QTest::mouseClick(desk.child<QToolButton>("clearView"), Qt::LeftButton);
        QCOMPARE(desk.view()->model()->rowCount(), 0);
        QVERIFY(desk.child<QToolButton>("showAll")->isVisible());
        desk.handle.source.add("y");
        desk.tick();
        QCOMPARE(desk.view()->model()->rowCount(), 1);
        QTest::mouseClick(desk.child<QToolButton>("showAll"), Qt::LeftButton);
        QCOMPARE(desk.view()->model()->rowCount(), 51);
        QVERIFY(!desk.child<QToolButton>("showAll")->isVisible());
    }

    void followButtonFollowsTheView()
    {
        InspectorDesk desk;
        for (int i = 0; i < 500; ++i)
            desk.handle.source.add("x");
        desk.tick();
        auto *follow = desk.child<QToolButton>("follow");
        QVERIFY(follow->isChecked());
        QTest::mouseClick(follow, Qt::LeftButton);
        QVERIFY(!desk.view()->isFollowing());
        QTest::mouseClick(follow, Qt::LeftButton);
        QVERIFY(desk.view()->isFollowing());
        desk.view()->selectRow(3); // Held by a chosen row: it does not follow, and does not look as if it did.
        QVERIFY(!follow->isChecked());
        QTest::mouseClick(follow, Qt::LeftButton);
        QVERIFY(follow->isChecked());
        QVERIFY(desk.view()->selection().isEmpty());
    }

    void stateComesBack()
    {
        InspectorDesk desk;
        desk.view()->header()->resizeSection(1, 222);
        const QJsonObject state = desk.panel.save();
        const QByteArray bytes = QByteArray::fromBase64(state["state"].toString().toLatin1());
        InspectorDesk other;
        const int width = other.view()->header()->sectionSize(1);
        for (const QByteArray &broken : {QByteArray("nonsense"), QByteArray(), bytes.first(bytes.size() / 2)})
            other.panel.restore({{"state", QString::fromLatin1(broken.toBase64())}});
        QCOMPARE(other.view()->header()->sectionSize(1), width);
        other.panel.restore(state);
        QCOMPARE(other.view()->header()->sectionSize(1), 222);
    }

    void aNewerSelectionWins()
    {
        InspectorDesk desk;
        QByteArray large = "[0";
        for (int i = 0; i < 300'000; ++i)
            large += ",1";
        desk.handle.source.add(large + ']');
        desk.handle.source.add("small");
        desk.tick();
        auto *detail = desk.panel.findChild<viewers::DetailPane *>();
        desk.click(0);
        QTRY_VERIFY(detail->isBusy() || desk.shownText().startsWith(QLatin1Char('[')));
        desk.click(1);
        QTRY_COMPARE(desk.shownText(), QStringLiteral("small"));
        QVERIFY(!detail->isBusy());
        QTest::qWait(0);
        QCOMPARE(desk.shownText(), QStringLiteral("small"));
        desk.click(0);
        QTRY_VERIFY(desk.shownText().startsWith(QLatin1Char('[')));
        auto *more = desk.child<QPushButton>("showMore");
        desk.panel.findChild<QTabWidget *>(QStringLiteral("payloadTabs"))->setCurrentIndex(1);
        QVERIFY(more->isVisible());
        const auto before = desk.shownText().size();
        QTest::mouseClick(more, Qt::LeftButton);
        QVERIFY(desk.shownText().size() > before);
    }

    void hostilePayloadsStayText_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("U01 nested tables") << QByteArray("<table><tr><td>").repeated(20);
        QTest::newRow("U01 two thousand tables") << QByteArray("<table>").repeated(2000);
        QTest::newRow("U01 markup in JSON") << QByteArray("{\"a\":\"<img src=x>\",\"<b>\":1}");
        QTest::newRow("U03 one line of 1 MiB") << QByteArray(1 << 20, 'x');
        QTest::newRow("U03 a million lines") << QByteArray("\n").repeated(1'000'000);
        QTest::newRow("U04 depth 100000") << QByteArray(100'000, '[');
        QTest::newRow("U04 a key of 10 MB") << QByteArray("{\"" + QByteArray(10'000'000, 'k') + "\":1}");
        QTest::newRow("U05 not UTF-8") << QByteArray(1'000'000, '\x80');
        QTest::newRow("U05 NUL") << QByteArray("a\0<b>", 5);
        QTest::newRow("U06 bidi") << QByteArray("\xE2\x80\xAE"
                                                "exe.gnp");
        QTest::newRow("U07 zalgo") << QByteArray("Z" + QByteArray("\xCC\x81").repeated(20'000));
        QTest::newRow("U07 joined emoji") << QByteArray("\xF0\x9F\x91\xA9\xE2\x80\x8D").repeated(20'000);
        QTest::newRow("U08 controls") << QByteArray("\x1b]0;title\x07\x1b[2J\r\x7f\xE2\x80\xA8");
        QTest::newRow("U09 placeholders") << QByteArray("%1 %n %s [*] &File\t{0}");
        QTest::newRow("Chinese") << QByteArray("{\"消息\":\"你好，世界\"}");
    }
    void hostilePayloadsStayText()
    {
        QFETCH(QByteArray, payload);
        InspectorDesk desk;
        desk.handle.source.add(payload);
        desk.handle.source.add(payload, capture::Kind::Binary);
        desk.tick();
        auto *tabs = desk.panel.findChild<QTabWidget *>(QStringLiteral("payloadTabs"));
        auto *detail = desk.panel.findChild<viewers::DetailPane *>();
        for (int row = 0; row < 2; ++row) {
            desk.click(row);
            QTRY_VERIFY(desk.facts().startsWith(QStringLiteral("#%1 ").arg(row + 1)) && !detail->isBusy());
            for (int tab = 0; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                (void)desk.panel.grab();
            }
            const QString shown = desk.shownText();
            QVERIFY(shown.size() < 200'000);
            for (const QChar c : shown)
                QVERIFY(c == QLatin1Char('\n') || c == QLatin1Char('\t')
                    || (c.category() != QChar::Other_Control && c != QChar(0x202E)));
            if (payload.startsWith('<'))
                QVERIFY(shown.startsWith(QLatin1Char('<')));
            for (int column = 0; column < desk.view()->model()->columnCount(); ++column)
                QVERIFY(desk.view()->model()->index(row, column).data().toString().size() <= 260);
        }
    }

    // A rich text would open the file and wait for a writer for ever.
    void aNamedPipeIsNotOpened()
    {
        const QString path = QStringLiteral("%1/inspector.fifo").arg(qEnvironmentVariable("HOME"));
        (void)::unlink(path.toLocal8Bit().constData());
        QCOMPARE(::mkfifo(path.toLocal8Bit().constData(), 0600), 0);
        InspectorDesk desk;
        desk.handle.source.add("<img src='" + path.toUtf8() + "'>");
        desk.tick();
        desk.click(0);
        QTRY_VERIFY(desk.shownText().startsWith(QStringLiteral("<img src=")));
        (void)desk.panel.grab();
        (void)::unlink(path.toLocal8Bit().constData());
    }

    //! Pictures for a person to look at, only when asked for.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("SOCKETSCOPE_PICTURES");
        if (folder.isEmpty())
            QSKIP("set SOCKETSCOPE_PICTURES to a folder");
        QApplication::setStyle(QStringLiteral("Fusion"));
        const QPalette before = QApplication::palette();
        for (const bool dark : {false, true}) {
            if (dark) {
                QPalette palette(QColor(0x2b, 0x2d, 0x30), QColor(0x2b, 0x2d, 0x30));
                palette.setColor(QPalette::Base, QColor(0x1e, 0x1f, 0x22));
                palette.setColor(QPalette::AlternateBase, QColor(0x26, 0x28, 0x2c));
                palette.setColor(QPalette::Highlight, QColor(0x2f, 0x65, 0xca));
                QApplication::setPalette(palette);
            }
            InspectorDesk desk;
            fillDemo(desk);
            const QString suffix = dark ? QStringLiteral("-dark.png") : QStringLiteral("-light.png");
            QCoreApplication::processEvents();
            desk.panel.grab().save(folder + QStringLiteral("/inspector-tail") + suffix);
            desk.view()->selectRow(4);
            QTRY_VERIFY(desk.facts().startsWith(QStringLiteral("#5")));
            desk.view()->setFocus();
            desk.handle.source.add("later");
            desk.tick();
            QCoreApplication::processEvents();
            desk.panel.grab().save(folder + QStringLiteral("/inspector-json") + suffix);
            desk.panel.findChild<QTabWidget *>(QStringLiteral("payloadTabs"))->setCurrentIndex(2);
            desk.panel.resize(620, 720);
            QCoreApplication::processEvents();
            desk.panel.grab().save(folder + QStringLiteral("/inspector-hex") + suffix);
            messages::ComposerPanel composer(widgets::PanelContext{.handle = desk.handle});
            composer.resize(640, 220);
            composer.setTick(desk.handle.tick());
            composer.compose(ws::Opcode::Text, "{\"type\": \"subscribe\",\n \"metric\": 销售}");
            composer.show();
            QCoreApplication::processEvents();
            composer.grab().save(folder + QStringLiteral("/inspector-composer") + suffix);
        }
        QApplication::setPalette(before);
    }
};

void TestInspectorPanel::fillDemo(InspectorDesk &desk)
{
    using capture::Direction;
    using capture::Kind;
    tests::FakeRowSource &source = desk.handle.source;
    source.add("{\"from\":\"Idle\",\"to\":\"Connecting\"}", Kind::State);
    source.add("{\"from\":\"Upgrading\",\"to\":\"Open\"}", Kind::State);
    source.add("{\"type\":\"subscribe\",\"metric\":\"sales\",\"interval\":1000}", Kind::Text, Direction::Out);
    source.add("", Kind::Ping);
    source.add("{\"type\":\"data\",\"metric\":\"sales\",\"value\":1042.25,\"名称\":\"你好，世界\",\"items\":[{\"p\":1."
               "50,\"q\":\"3\"},{\"p\":2,\"q\":null}],\"big\":9007199254740993,\"html\":\"<b>bold?</b>\"}");
    source.add("", Kind::Pong, Direction::Out);
    source.add(QByteArray("\xde\xad\xbe\xef\x00\x01\x02", 7), Kind::Binary);
    source.add("很长的文字 " + QByteArray("长文本和 long text ").repeated(60));
    source.add("{\"problem\":\"truncated message\"}", Kind::Problem);
    source.add("{\"reason\":\"reset\",\"code\":1006}", Kind::Gap);
    source.add("{\"from\":\"Open\",\"to\":\"WaitingRetry\",\"cause\":\"reset\",\"retry_in_ms\":1500}", Kind::State);
    source.add(QByteArray("\x03\xe9going away", 12), Kind::Close);
    for (int i = 0; i < 60; ++i)
        source.add("{\"type\":\"data\",\"metric\":\"orders\",\"value\":" + QByteArray::number(i * 1.25)
                + ",\"timestamp\":1700000000000}",
            Kind::Text, i % 9 == 4 ? Direction::Out : Direction::In);
    desk.tick();
}

QTEST_MAIN(TestInspectorPanel)
#include "tst_inspectorpanel.moc"
