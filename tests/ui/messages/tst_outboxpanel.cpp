// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/manualclock.h"
#include "tests/ui/fakestream.h"
#include "ui/widgets/callout.h"
#include "ui/messages/outboxpanel.h"
#include "ui/messages/sendingdialog.h"
#include "ui/look/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace std::chrono_literals;
using outbox::Entry;
using outbox::Order;
using outbox::State;

namespace {

constexpr qint64 second = 1'000'000'000;

struct Desk
{
    tests::FakeStream stream;
    tests::ManualClock clock;
    messages::OutboxPanel panel{widgets::PanelContext{.handle = stream, .clock = clock}};

    Desk()
    {
        panel.resize(460, 420);
        panel.show();
        panel.activateWindow();
        if (!QTest::qWaitForWindowActive(&panel))
            qWarning("the window is not active: keys will not arrive");
    }
    template <typename T>
    [[nodiscard]] T *child(const char *name) const
    {
        return panel.findChild<T *>(QLatin1StringView(name));
    }
    [[nodiscard]] QTreeView *table() const { return child<QTreeView>("table"); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return table()->model()->index(row, column).data().toString();
    }
    //! Shows \a entries and counts them as the program does.
    void show(const QList<Entry> &entries, const QList<Entry> &over = {})
    {
        auto view = std::make_shared<outbox::View>();
        outbox::Summary &summary = stream.now.outbox;
        const quint64 generation = summary.generation + 1;
        summary = {};
        summary.holds = true;
        summary.generation = generation;
        for (const Entry &entry : entries) {
            view->waiting.push_back(std::make_shared<const Entry>(entry));
            summary.bytes += entry.payload.size();
            summary.held += entry.state == State::Held;
            summary.unknown += entry.state == State::Unknown;
            summary.waiting += entry.state == State::Queued || entry.state == State::Saving;
        }
        for (const Entry &entry : over)
            view->over.push_back(std::make_shared<const Entry>(entry));
        stream.waiting = view;
        panel.setTick(stream.now);
    }
    [[nodiscard]] Entry entry(quint64 id, const QByteArray &payload, State state = State::Held, qint64 age = 5) const
    {
        return {.id = id, .payload = payload, .enqueuedNs = clock.now().wall.count() - age * second, .state = state};
    }
    void select(int row)
    {
        table()->setFocus();
        table()->setCurrentIndex(table()->model()->index(row, 0));
    }
    [[nodiscard]] std::vector<quint64> lastIds() const { return stream.outboxOrders.last().ids; }
};

} // namespace

class TestOutboxPanel : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        QLocale::setDefault(QLocale::c());
    }

    void emptySaysWhatItIsFor()
    {
        Desk desk;
        desk.show({});
        const QString words = desk.child<QLabel>("empty")->text();
        QVERIFY(desk.child<QLabel>("empty")->isVisible());
        QVERIFY(words.contains(QStringLiteral("held here until you release it")));
        QVERIFY(words.contains(QStringLiteral("At most once")));
        desk.stream.now.outbox.readOnlyProfile = true;
        desk.panel.setTick(desk.stream.now);
        QVERIFY(desk.child<QLabel>("empty")->text().contains(QStringLiteral("read-only")));
    }

    void rowsAreTold()
    {
        Desk desk;
        desk.show({desk.entry(1, "{\"a\":1}", State::Unknown, 65), desk.entry(2, "second"),
                      desk.entry(3, "third", State::Queued)},
            {desk.entry(4, "gone", State::Sent)});
        QCOMPARE(desk.table()->model()->rowCount(), 4);
        QCOMPARE(desk.cell(0, models::OutboxModel::Status), QStringLiteral("Unknown"));
        QCOMPARE(desk.cell(0, models::OutboxModel::Age), QStringLiteral("1 min 05 s"));
        QCOMPARE(desk.cell(0, models::OutboxModel::Size), QStringLiteral("7 B"));
        QCOMPARE(desk.cell(0, models::OutboxModel::Message), QStringLiteral("{\"a\":1}"));
        QCOMPARE(desk.cell(3, models::OutboxModel::Status), QStringLiteral("Sent"));
        QVERIFY(desk.child<QLabel>("totals")->text().startsWith(
            QStringLiteral("1 held · 1 waiting · 1 with unknown fate")));
    }

    void foreignTextStaysPlainAndShort() // U01, U03
    {
        Desk desk;
        const QByteArray markup = "<b>x</b><img src=/etc/passwd>\xe2\x80\xae" + QByteArray(1 << 20, 'y');
        desk.show({desk.entry(1, markup)});
        QVERIFY(desk.cell(0, models::OutboxModel::Message).size() <= 256);
        QVERIFY(!desk.cell(0, models::OutboxModel::Message).contains(QChar(0x202e)));
        const QVariant hint = desk.table()->model()->index(0, 0).data(Qt::ToolTipRole);
        QVERIFY(!hint.toString().contains(QLatin1Char('<')));
    }

    void keysAndButtonsOrder()
    {
        Desk desk;
        desk.show({desk.entry(1, "one"), desk.entry(2, "two"), desk.entry(3, "three", State::Unknown)});
        QVERIFY(!desk.child<QToolButton>("release")->isEnabled());
        desk.select(1);
        QTest::keyClick(desk.table(), Qt::Key_Return);
        QCOMPARE(desk.stream.outboxOrders.last().kind, Order::Kind::Release);
        QCOMPARE(desk.lastIds(), std::vector<quint64>{2});
        QTest::keyClick(desk.table(), Qt::Key_Delete);
        QCOMPARE(desk.stream.outboxOrders.last().kind, Order::Kind::Cancel);
        QTest::keyClick(desk.table(), Qt::Key_F2);
        QCOMPARE(desk.stream.outboxOrders.last().kind, Order::Kind::Edit);
        QTest::keyClick(desk.table(), Qt::Key_A, Qt::ControlModifier);
        QVERIFY(!desk.child<QToolButton>("edit")->isEnabled());
        QCOMPARE(desk.child<QToolButton>("release")->text(), QStringLiteral("Send &again"));
        QTest::mouseClick(desk.child<QToolButton>("release"), Qt::LeftButton);
        QCOMPARE(desk.lastIds(), (std::vector<quint64>{1, 2, 3}));
        QTest::mouseClick(desk.child<QToolButton>("releaseAll"), Qt::LeftButton);
        QCOMPARE(desk.stream.outboxOrders.last().kind, Order::Kind::ReleaseAll);
    }

    void discardAndUndo()
    {
        Desk desk;
        desk.show({desk.entry(1, "one"), desk.entry(2, "two")});
        desk.select(0);
        QTest::keyClick(desk.table(), Qt::Key_Delete);
        const auto taken = std::make_shared<const Entry>(desk.entry(1, "one"));
        emit desk.stream.outboxOrdered({.kind = Order::Kind::Cancel, .done = {taken}, .tooLate = 0});
        auto *bar = desk.child<widgets::Callout>("undoBar");
        QVERIFY(bar->isVisible());
        QTest::keyClick(desk.table(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(desk.stream.outboxOrders.last().kind, Order::Kind::Restore);
        QCOMPARE(desk.stream.outboxOrders.last().entries.front(), taken);
        QVERIFY(!bar->isVisible());
    }

    void tooLateIsSaid() // D08
    {
        Desk desk;
        QSignalSpy notice(&desk.panel, &widgets::Panel::noticeRaised);
        emit desk.stream.outboxOrdered({.kind = Order::Kind::Cancel, .done = {}, .tooLate = 1});
        QCOMPARE(notice.size(), 1);
        QVERIFY(!desk.child<widgets::Callout>("undoBar")->isVisible());
    }

    void editGoesToTheComposer()
    {
        Desk desk;
        QByteArray composed;
        connect(&desk.panel, &messages::OutboxPanel::editRequested, this,
            [&](ws::Opcode, const QByteArray &payload) { composed = payload; });
        emit desk.stream.outboxOrdered(
            {.kind = Order::Kind::Edit, .done = {std::make_shared<const Entry>(desk.entry(1, "draft"))}, .tooLate = 0});
        QCOMPARE(composed, QByteArray("draft"));
    }

    void theSelectionStaysWhileOthersGo()
    {
        Desk desk;
        desk.show({desk.entry(1, "one", State::Queued), desk.entry(2, "two", State::Queued), desk.entry(3, "three")});
        desk.select(2);
        desk.show({desk.entry(2, "two", State::Queued), desk.entry(3, "three")}, {desk.entry(1, "one", State::Sent)});
        desk.show({desk.entry(3, "three")}, {desk.entry(2, "two", State::Sent), desk.entry(1, "one", State::Sent)});
        QCOMPARE(desk.table()->currentIndex().row(), 0);
        QTest::keyClick(desk.table(), Qt::Key_Delete);
        QCOMPARE(desk.lastIds(), std::vector<quint64>{3});
    }

    void problemsAreShownInPlace()
    {
        Desk desk;
        desk.stream.now.outbox.problem = outbox::Refusal::DiskFailed; // D10
        desk.stream.now.outbox.detail = QStringLiteral("No space left on device");
        desk.panel.setTick(desk.stream.now);
        QVERIFY(desk.child<widgets::Callout>("problem")->text().contains(QStringLiteral("No space left")));
        desk.stream.now.outbox.problem = outbox::Refusal::OtherInstance; // D11
        desk.panel.setTick(desk.stream.now);
        QVERIFY(desk.child<widgets::Callout>("problem")->text().contains(QStringLiteral("another running")));
        desk.stream.now.resume = {.on = true, .lastId = "41", .overlap = 7, .gaps = 1};
        desk.panel.setTick(desk.stream.now);
        QVERIFY(desk.child<widgets::Callout>("remark")->text().contains(QStringLiteral("not counted as new: 7")));
    }

    void tenThousandRowsTakeNoTime()
    {
        Desk desk;
        QList<Entry> entries;
        for (quint64 id = 1; id <= 10'000; ++id)
            entries << desk.entry(id, "x", State::Queued);
        desk.show(entries);
        QCOMPARE(desk.table()->model()->rowCount(), 10'000);
        entries.removeFirst();
        desk.show(entries);
        QCOMPARE(desk.table()->model()->rowCount(), 9'999);
    }

    void howItIsSentCanBeChosen()
    {
        Desk desk;
        desk.show({});
        QTest::mouseClick(desk.child<QToolButton>("configure"), Qt::LeftButton);
        auto *dialog = desk.panel.findChild<messages::SendingDialog *>();
        QVERIFY(dialog);
        dialog->findChild<QComboBox *>(QStringLiteral("guarantee"))->setCurrentIndex(1);
        dialog->findChild<QLineEdit *>(QStringLiteral("idField"))->setText(QStringLiteral("meta.id"));
        dialog->findChild<QComboBox *>(QStringLiteral("autoFlush"))->setCurrentIndex(1);
        dialog->findChild<QSpinBox *>(QStringLiteral("perMinute"))->setValue(100);
        dialog->findChild<QCheckBox *>(QStringLiteral("batch"))->setChecked(true);
        dialog->findChild<QLineEdit *>(QStringLiteral("resumeField"))->setText(QStringLiteral("seq"));
        dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->click();
        QCOMPARE(desk.stream.sendings.size(), 1);
        messaging::SendingSettings expected;
        expected.delivery.guarantee = messaging::Guarantee::AtLeastOnce;
        expected.delivery.idField = QStringLiteral("meta.id");
        expected.outbox.autoFlush = true;
        expected.politeness.perMinute = 100;
        expected.politeness.batch = true;
        expected.resume.idField = QStringLiteral("seq");
        QCOMPARE(desk.stream.sendings[0], expected);
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("empty");
        QTest::addColumn<int>("width");
        for (const bool dark : {false, true}) {
            for (const bool empty : {false, true}) {
                for (const int width : {400, 720})
                    QTest::addRow("%s-%s-%d", dark ? "dark" : "light", empty ? "empty" : "full", width)
                        << dark << empty << width;
            }
        }
    }
    void pictures() // `SOCKETSCOPE_PICTURES=folder` keeps them.
    {
        QFETCH(bool, dark);
        QFETCH(bool, empty);
        QFETCH(int, width);
        qputenv("SOCKETSCOPE_THEME", dark ? "dark" : "light");
        const look::Theme theme(settings::ThemeChoice::System);
        Desk desk;
        if (!empty) {
            desk.show({desk.entry(1, "{\"type\":\"order\",\"side\":\"buy\",\"qty\":3}", State::Unknown, 190),
                          desk.entry(2, "{\"type\":\"subscribe\",\"topic\":\"行情/上海/股票\"}", State::Held, 42),
                          desk.entry(3,
                              "{\"type\":\"order\",\"side\":\"sell\",\"qty\":1,\"note\":\"<b>long</b> "
                                  + QByteArray(300, 'x') + "\"}",
                              State::Held, 12),
                          desk.entry(4, "{\"type\":\"ping\"}", State::Queued, 2)},
                {desk.entry(5, "{\"type\":\"hello\"}", State::Sent, 240), desk.entry(6, "typo", State::Cancelled, 30)});
            emit desk.stream.outboxOrdered({.kind = Order::Kind::Cancel,
                .done = {std::make_shared<const Entry>(desk.entry(6, "typo"))},
                .tooLate = 0});
            desk.select(1);
        } else {
            desk.show({});
        }
        desk.panel.resize(width, 320);
        const QString folder = qEnvironmentVariable("SOCKETSCOPE_PICTURES");
        const QPixmap picture = desk.panel.grab();
        QCOMPARE(picture.size(), QSize(width, 320) * desk.panel.devicePixelRatioF());
        if (!folder.isEmpty())
            QVERIFY(picture.save(
                QStringLiteral("%1/outbox-%2.png").arg(folder, QString::fromLatin1(QTest::currentDataTag()))));
    }
    void dialogPictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void dialogPictures()
    {
        QFETCH(bool, dark);
        qputenv("SOCKETSCOPE_THEME", dark ? "dark" : "light");
        const look::Theme theme(settings::ThemeChoice::System);
        messages::SendingDialog dialog({});
        dialog.show();
        QVERIFY(dialog.width() <= 1280 && dialog.height() <= 720);
        const QString folder = qEnvironmentVariable("SOCKETSCOPE_PICTURES");
        if (!folder.isEmpty())
            QVERIFY(dialog.grab().save(
                QStringLiteral("%1/sending-%2.png").arg(folder, QString::fromLatin1(QTest::currentDataTag()))));
    }
    void cleanupTestCase() { qunsetenv("SOCKETSCOPE_THEME"); }
};

QTEST_MAIN(TestOutboxPanel)
#include "tst_outboxpanel.moc"
