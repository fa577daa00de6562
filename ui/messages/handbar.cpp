// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/handbar.h"

#include "ui/text/closecodetext.h"

#include <QActionGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace messages {
namespace {

using ws::testbench::Breakage;

QString words(Breakage breakage)
{
    switch (breakage) {
    case Breakage::InvalidUtf8: return HandBar::tr("Text with an octet that is not UTF-8");
    case Breakage::CutCodePoint: return HandBar::tr("Text that ends inside a character");
    case Breakage::ReservedBit1: return HandBar::tr("Reserved bit RSV1");
    case Breakage::ReservedBit2: return HandBar::tr("Reserved bit RSV2");
    case Breakage::ReservedBit3: return HandBar::tr("Reserved bit RSV3");
    case Breakage::ReservedDataOpcode: return HandBar::tr("Reserved opcode 3");
    case Breakage::ReservedControlOpcode: return HandBar::tr("Reserved opcode 11");
    case Breakage::OversizeControl: return HandBar::tr("Ping over 125 bytes");
    case Breakage::FragmentedControl: return HandBar::tr("Fragmented ping");
    case Breakage::WrongMask: return HandBar::tr("Frame without mask");
    case Breakage::LongLength16: return HandBar::tr("Short length in 16 bits");
    case Breakage::LongLength64: return HandBar::tr("Short length in 64 bits");
    case Breakage::NegativeLength: return HandBar::tr("Length with its first bit set");
    case Breakage::HugeLength: return HandBar::tr("Frame that announces 2^62 bytes");
    case Breakage::LoneContinuation: return HandBar::tr("Continuation without a message");
    case Breakage::InterruptedMessage: return HandBar::tr("Message inside a fragmented one");
    case Breakage::CloseCode: return HandBar::tr("Close with a code of your choice");
    case Breakage::CloseTooShort: return HandBar::tr("Close with half a code");
    case Breakage::CloseReasonInvalidUtf8: return HandBar::tr("Close with a reason that is not UTF-8");
    case Breakage::DataAfterClose: return HandBar::tr("Message behind the close frame");
    case Breakage::RawBytes: return HandBar::tr("Raw bytes, no frame around them");
    }
    return {};
}

constexpr int mostFragment = 16 << 20;

} // namespace

HandBar::HandBar(QWidget *parent)
    : QFrame(parent)
    , m_button(new QToolButton(parent))
    , m_menu(new QMenu(this))
    , m_ways(new QActionGroup(this))
    , m_compress(new QActionGroup(this))
    , m_title(new QLabel(this))
    , m_words(new QLabel(this))
    , m_size(new QSpinBox(this))
    , m_finish(new QPushButton(tr("F&inish message"), this))
    , m_breakage(new QComboBox(this))
    , m_code(new QSpinBox(this))
    , m_withhold(new QCheckBox(tr("&Withhold pongs"), this))
    , m_leave(new QPushButton(this))
{
    buildMenu();
    fillBreakages();
    buildLayout();
    connect(m_breakage, &QComboBox::currentIndexChanged, this, &HandBar::refresh);
    connect(m_finish, &QPushButton::clicked, this, &HandBar::finishPressed);
    connect(m_withhold, &QCheckBox::toggled, this, &HandBar::pongsWithheld);
    connect(m_leave, &QPushButton::clicked, this, [this] { setWay(Way::Plain); });
    refresh();
}

QAction *HandBar::addWay(const QString &text, Way way, const char *name)
{
    QAction *action = m_menu->addAction(text, this, [this, way] { setWay(way); });
    action->setObjectName(QLatin1StringView(name));
    action->setCheckable(true);
    action->setData(static_cast<int>(way));
    m_ways->addAction(action);
    return action;
}

void HandBar::buildMenu()
{
    m_button->setObjectName(QStringLiteral("how"));
    m_button->setText(tr("H&ow"));
    m_button->setToolTip(tr("In fragments, part by part, as a ping, or broken on purpose"));
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setMenu(m_menu);
    addWay(tr("As one &message"), Way::Plain, "wayPlain");
    addWay(tr("In &fragments"), Way::Fragments, "wayFragments");
    addWay(tr("&Part by part"), Way::Parts, "wayParts");
    addWay(tr("As a p&ing"), Way::Ping, "wayPing");
    addWay(tr("As an unasked p&ong"), Way::Pong, "wayPong");
    QMenu *compression = m_menu->addMenu(tr("&Compression"));
    const auto add = [&](const QString &text, ws::Compress choice) {
        QAction *action = compression->addAction(text);
        action->setCheckable(true);
        action->setData(static_cast<int>(choice));
        m_compress->addAction(action);
        connect(action, &QAction::triggered, this, &HandBar::refresh);
        return action;
    };
    add(tr("As the &feed says"), ws::Compress::FromThreshold)->setChecked(true);
    add(tr("&Always, where it was agreed"), ws::Compress::Always)->setObjectName(QStringLiteral("compressAlways"));
    add(tr("&Never"), ws::Compress::Never)->setObjectName(QStringLiteral("compressNever"));
    m_menu->addSeparator();
    addWay(tr("&Test bench: break the protocol…"), Way::TestBench, "wayTestBench");
}

void HandBar::fillBreakages()
{
    for (const Breakage breakage : ws::testbench::allBreakages)
        m_breakage->addItem(words(breakage), static_cast<int>(breakage));
}

void HandBar::buildLayout()
{
    setObjectName(QStringLiteral("handBar"));
    m_title->setObjectName(QStringLiteral("handTitle"));
    m_words->setObjectName(QStringLiteral("handWords"));
    for (QLabel *label : {m_title, m_words})
        label->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    m_size->setObjectName(QStringLiteral("fragmentSize"));
    m_size->setRange(1, mostFragment);
    m_size->setValue(1024);
    m_size->setSuffix(QLatin1Char(' ') + tr("bytes"));
    m_size->setAccessibleName(tr("Payload of a fragment"));
    m_finish->setObjectName(QStringLiteral("finishParts"));
    m_finish->setToolTip(tr("Send what stands here as the last part"));
    m_breakage->setObjectName(QStringLiteral("breakage"));
    m_breakage->setAccessibleName(tr("Rule to break"));
    m_breakage->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_breakage->setMinimumContentsLength(24);
    m_code->setObjectName(QStringLiteral("closeCode"));
    m_code->setRange(0, 65'535);
    m_code->setValue(1005);
    m_code->setAccessibleName(tr("Close code"));
    m_withhold->setObjectName(QStringLiteral("withholdPongs"));
    m_withhold->setToolTip(tr("Answer no ping until this is off again"));
    m_leave->setObjectName(QStringLiteral("leaveWay"));

    auto *controls = new QHBoxLayout;
    controls->addWidget(m_title);
    for (QWidget *control : std::initializer_list<QWidget *>{m_size, m_breakage, m_code, m_withhold, m_finish})
        controls->addWidget(control);
    controls->addStretch();
    controls->addWidget(m_leave);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(6, 3, 6, 3);
    column->setSpacing(2);
    column->addLayout(controls);
    column->addWidget(m_words);
    setAutoFillBackground(true);
}

ws::testbench::Breakage HandBar::breakage() const { return static_cast<Breakage>(m_breakage->currentData().toInt()); }

void HandBar::setWay(Way way)
{
    const bool changed = m_way != way;
    m_way = way;
    if (way != Way::TestBench)
        m_withhold->setChecked(false); // Disarmed means that we keep to the rules again.
    refresh();
    if (changed)
        emit wayChanged();
}

QString HandBar::explanation() const
{
    switch (m_way) {
    case Way::Plain: return {};
    case Way::Fragments: return tr("The payload as it is on the wire is cut; a shorter message stays whole.");
    case Way::Parts: return tr("Each Send is one more frame of the same message. It is a row when it is finished.");
    case Way::Ping:
    case Way::Pong: return tr("What stands here is the payload: at most 125 bytes.");
    case Way::TestBench: break;
    }
    if (breakage() == Breakage::RawBytes)
        return tr("Send writes exactly these bytes. Use Binary (hex) for any octet.");
    if (const auto code = ws::testbench::rightAnswer(breakage()))
        return tr("A server that keeps to RFC 6455 closes with %1.").arg(text::closeCode(static_cast<quint16>(*code)));
    return tr("A server that keeps to RFC 6455 closes with 1002, or with 1007 where compression was agreed.");
}

void HandBar::refresh()
{
    const bool armed = m_way == Way::TestBench;
    for (QAction *action : m_ways->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(m_way));
    m_size->setVisible(m_way == Way::Fragments);
    m_finish->setVisible(m_way == Way::Parts);
    m_breakage->setVisible(armed);
    m_code->setVisible(armed && ws::testbench::usesCode(breakage()));
    m_withhold->setVisible(armed);
    static constexpr auto titles = [](Way way) {
        switch (way) {
        case Way::Plain: return QString();
        case Way::Fragments: return tr("In fragments of");
        case Way::Parts: return tr("Part by part");
        case Way::Ping: return tr("As a ping");
        case Way::Pong: return tr("As an unasked pong");
        case Way::TestBench: return tr("TEST BENCH ARMED");
        }
        return QString();
    };
    m_title->setText(titles(m_way));
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(armed ? bold : font());
    m_words->setText(explanation());
    m_leave->setText(armed ? tr("&Disarm") : tr("&One message"));
    // Red in both themes: nobody breaks a protocol without seeing that he does.
    QPalette colours;
    if (armed) {
        colours.setColor(QPalette::Window, QColor(0xb0, 0x1c, 0x28));
        colours.setColor(QPalette::WindowText, Qt::white);
    }
    setPalette(colours);
    setVisible(m_way != Way::Plain);
}

std::optional<stream::HandOrder> HandBar::order(ws::Opcode opcode, const QByteArray &payload) const
{
    using Order = stream::HandOrder;
    const auto *checked = m_compress->checkedAction();
    const auto compress = static_cast<ws::Compress>(checked ? checked->data().toInt() : 0);
    Order order{.way = Order::Way::Message, .opcode = opcode, .payload = payload, .options = {.compress = compress}};
    switch (m_way) {
    case Way::Plain: return compress == ws::Compress::FromThreshold ? std::nullopt : std::optional(order);
    case Way::Fragments: order.options.fragmentSize = m_size->value(); return order;
    case Way::Parts: order.way = Order::Way::Chunk; return order;
    case Way::Ping: order.opcode = ws::Opcode::Ping; return order;
    case Way::Pong: order.opcode = ws::Opcode::Pong; return order;
    case Way::TestBench:
        order.way = Order::Way::Broken;
        order.breakage = breakage();
        order.closeCode = static_cast<quint16>(m_code->value());
        return order;
    }
    return {};
}

} // namespace messages
